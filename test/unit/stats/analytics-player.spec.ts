import { expect } from 'chai';
import type { Happening } from '../../../src/events/happening.js';
import type { PlayReached, ViewingEvent } from '../../../src/events/viewing-event.js';
import { trackKind, type TrackEvent } from '../../../src/analytics/track-event.js';
import { openAnalytics, tellAnalytics, type AnalyticsContext } from '../../../src/analytics/player.js';
import { BEGUN, happened, said, sessionId } from './told.js';

const SCENE: AnalyticsContext = {
  partnerId: 1234,
  entryId: '0_abc12345',
  sessionId: sessionId(1),
  playbackType: 'vod',
  playbackSpeed: 1,
  caption: 'off'
};

/** All that a viewing tells, with a new session id for each replay. */
function tell(events: readonly ViewingEvent[]): readonly TrackEvent[] {
  const [first, all] = openAnalytics(said({ type: 'play' }), SCENE);
  let session = first;
  let n = 1;
  return events.reduce<readonly TrackEvent[]>((told, event) => {
    if (event.type === 'started' && event.replay) n++;
    const [next, more] = tellAnalytics(session, event, { ...SCENE, sessionId: sessionId(n) });
    session = next;
    return [...told, ...more];
  }, all);
}

const types = (events: readonly ViewingEvent[]) => tell(events).map(({ eventType }) => eventType);
const quartile = (percent: PlayReached) => said({ type: 'playReached', percent });
const error = (phase: Extract<Happening, { name: 'error' }>['phase']) =>
  happened({ name: 'error', code: 3016, details: 'why', phase });

/** The ids of the player's own plugin, what produces each in a viewing that has begun, and what it says of itself. */
const TABLE: readonly (readonly [number, string, ViewingEvent, Partial<TrackEvent>?])[] = [
  [2, 'PLAY_REQUEST', happened({ name: 'playRequest' })],
  [11, 'PLAY_REACHED_25', quartile(25)],
  [12, 'PLAY_REACHED_50', quartile(50)],
  [13, 'PLAY_REACHED_75', quartile(75)],
  [15, 'PLAY_REACHED_90', quartile(90)],
  [14, 'PLAY_REACHED_100', quartile(100)],
  [21, 'SHARE_CLICKED', happened({ name: 'shareOpen' })],
  [22, 'SHARE_NETWORK', happened({ name: 'shareNetwork', network: 'linkedin' }), { socialNetwork: 'linkedin' }],
  [23, 'DOWNLOAD', happened({ name: 'downloadClick' })],
  [24, 'REPORT_CLICKED', happened({ name: 'reportOpen' })],
  [25, 'REPORT_SUBMITTED', happened({ name: 'reportSubmit', reportType: 3 }), { reportType: 3 }],
  [31, 'ENTER_FULLSCREEN', happened({ name: 'fullScreenEnter' }), { screenMode: 2 }],
  [32, 'EXIT_FULLSCREEN', happened({ name: 'fullScreenExit' }), { screenMode: 1 }],
  [33, 'PAUSE', said({ type: 'stopped', reason: 'user' })],
  [34, 'REPLAY', said({ type: 'started', replay: true })],
  [
    35,
    'SEEK',
    said({ type: 'seek', from: 1, to: 60.12345 }, 3, 60.12345),
    { targetPosition: 60.123, position: 60.123 }
  ],
  [36, 'RELATED_OPEN', happened({ name: 'relatedOpen' })],
  [37, 'RELATED_SELECTED', happened({ name: 'relatedSelect' })],
  [38, 'CAPTIONS', happened({ name: 'captions', language: 'de' }), { caption: 'de' }],
  [39, 'SOURCE_SELECTED', happened({ name: 'sourceSelect', bitrate: 1024000 }), { actualBitrate: 1000 }],
  [40, 'INFO', happened({ name: 'infoOpen' })],
  [41, 'SPEED', said({ type: 'playbackRateChange', from: 1, to: 1.5 }), { playbackSpeed: 1.5 }],
  [42, 'AUDIO_SELECTED', happened({ name: 'audioSelect', language: 'fr' }), { language: 'fr', caption: 'off' }],
  [43, 'FLAVOR_SWITCH', happened({ name: 'flavorSwitch', bitrate: 2048 }), { actualBitrate: 2 }],
  [45, 'BUFFER_START', happened({ name: 'bufferStart' })],
  [98, 'ERROR', error('playing'), { errorCode: 3016, errorDetails: 'why', errorPosition: 2 }],
  [98, 'ERROR', error('beforePlaying'), { errorPosition: 1 }],
  [98, 'ERROR', error('beforePlay'), { errorPosition: 3 }],
  [99, 'VIEW', happened({ name: 'view' })]
];

describe('player events for trackEvent', () => {
  it('1 IMPRESSION and 3 PLAY open a viewing', () => {
    expect(types(BEGUN)).to.deep.equal([1, 3]);
  });

  for (const [id, name, cause, fields = {}] of TABLE) {
    it(`${id} ${name} ${JSON.stringify(fields)}`, () => {
      const told = tell([...BEGUN, cause]).slice(2);
      expect(told.map(({ eventType }) => eventType)).to.deep.equal([id]);
      const encodeContext = { entryId: '0_abc12345', partnerId: 1234, playbackType: 'vod', playbackSpeed: 1 };
      expect(told[0]).to.include({ ...encodeContext, ...fields });
    });
  }

  it('46 BUFFER_END ends 45', () => {
    const end = happened({ name: 'bufferEnd' });
    expect(types([...BEGUN, end, happened({ name: 'bufferStart' }), end, end])).to.deep.equal([1, 3, 45, 46]);
  });

  it('4 RESUME is a play that neither begins nor replays', () => {
    const pause = said({ type: 'stopped', reason: 'user' });
    const play = said({ type: 'play' });
    expect(types([play])).to.deep.equal([1]);
    expect(types([...BEGUN, pause, play, pause, play])).to.deep.equal([1, 3, 33, 4, 33, 4]);
    const replay = [said({ type: 'terminated' }), said({ type: 'started', replay: true }), play];
    expect(types([...BEGUN, ...replay, pause, play])).to.deep.equal([1, 3, 34, 33, 4]);
  });

  it('the end and leaving are no pause', () => {
    const reasons = (['end', 'source', 'leaving'] as const).map((reason) => said({ type: 'stopped', reason }));
    expect(types([...BEGUN, ...reasons, said({ type: 'terminated' })])).to.deep.equal([1, 3]);
  });

  it('playback is requested once a viewing', () => {
    const request = happened({ name: 'playRequest' });
    const replay = said({ type: 'started', replay: true });
    expect(types([request, ...BEGUN, request, replay, request])).to.deep.equal([1, 2, 3, 34]);
  });

  it('has ids for nothing else', () => {
    const none: readonly Happening[] = [
      { name: 'loaded' },
      { name: 'downloadOpen' },
      { name: 'ad', slot: 'preroll', step: 'start' },
      { name: 'host', type: 8 }
    ];
    expect(types([...BEGUN, ...none.map((each) => happened(each)), said({ type: 'completed' })])).to.deep.equal([1, 3]);
  });

  it('are counted from 1 in each playback session', () => {
    const replay = said({ type: 'started', replay: true });
    const told = tell([...BEGUN, quartile(25), replay, quartile(25)]);
    expect(told.map(({ sessionId, eventIndex }) => [sessionId, eventIndex])).to.deep.equal([
      [sessionId(1), 1],
      [sessionId(1), 2],
      [sessionId(1), 3],
      [sessionId(2), 1],
      [sessionId(2), 2]
    ]);
  });

  it('hurt as much as they should when they are lost', () => {
    const kinds = Object.fromEntries([2, 3, 11, 12, 13, 14, 33, 99, 10002].map((id) => [id, trackKind(id)]));
    expect(kinds).to.deep.equal({
      2: 'interaction',
      3: 'interaction',
      11: 'progress',
      12: 'progress',
      13: 'progress',
      14: 'completion',
      33: 'interaction',
      99: 'progress',
      10002: 'interaction'
    });
  });
});
