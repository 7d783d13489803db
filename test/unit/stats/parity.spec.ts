import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Happening } from '../../../src/events/happening.js';
import type { PlayReached, ViewingEvent } from '../../../src/events/viewing-event.js';
import { openAnalytics, tellAnalytics } from '../../../src/analytics/player.js';
import { NO_STATS, openStats, tellStats } from '../../../src/stats/session.js';

const page = readFileSync(resolve(__dirname, '../../../docs/parity.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.replace(/[`–]/g, '').trim()))
  .map(([, name = '', , stats = '', analytics = '']) => ({ name, stats, analytics }));

const moment = { at: 1000, position: 5, duration: 20, evidence: { segments: [], played: 0, spent: 0 } };
type Bare<E> = E extends ViewingEvent ? Omit<E, 'at' | 'position' | 'duration' | 'evidence'> : never;
const event = (which: Bare<ViewingEvent>): ViewingEvent => ({ ...moment, ...which });
const happen = (happening: Happening): ViewingEvent => event({ type: 'happening', happening });

const START = event({ type: 'started', replay: false });
const BEGUN = [START, event({ type: 'play' })];
const END = event({ type: 'stopped', reason: 'end' });
const buffering = [...BEGUN, happen({ name: 'bufferStart' })];
const quarter = (percent: PlayReached): ViewingEvent[] => [...BEGUN, event({ type: 'playReached', percent })];

/** What happens for each row of the guide; the last event is the row's own. No events: the viewing begins. */
const CAUSES: Readonly<Record<string, readonly ViewingEvent[]>> = {
  WIDGET_LOADED: [],
  MEDIA_LOADED: [happen({ name: 'loaded' })],
  PLAY_REQUEST: [happen({ name: 'playRequest' })],
  PLAY: [START],
  FIRST_PLAY: [START],
  PAUSE: [...BEGUN, event({ type: 'stopped', reason: 'user' })],
  SEEK: [...BEGUN, event({ type: 'seek', from: 1, to: 5 })],
  REPLAY: [...BEGUN, END, event({ type: 'terminated' }), event({ type: 'started', replay: true })],
  PLAY_REACHED_25: quarter(25),
  PLAY_REACHED_50: quarter(50),
  PLAY_REACHED_75: quarter(75),
  PLAY_REACHED_100: quarter(100),
  BUFFER_START: buffering,
  BUFFER_END: [...buffering, happen({ name: 'bufferEnd' })],
  ERROR: [...BEGUN, happen({ name: 'error', code: 1, phase: 'playing' })],
  SOURCE_SELECTED: [...BEGUN, happen({ name: 'sourceSelect' })],
  FLAVOR_SWITCH: [...BEGUN, happen({ name: 'flavorSwitch' })],
  CAPTIONS: [...BEGUN, happen({ name: 'captions', language: 'en' })],
  RELATED_CLICKED: [...BEGUN, happen({ name: 'relatedOpen' })],
  SHARE_CLICKED: [...BEGUN, happen({ name: 'shareOpen' })],
  // The dialog, and the download itself.
  DOWNLOAD_CLICKED: [...BEGUN, happen({ name: 'downloadOpen' }), happen({ name: 'downloadClick' })],
  RESUME: [...BEGUN, event({ type: 'stopped', reason: 'user' }), event({ type: 'play' })],
  PLAY_REACHED_90: quarter(90),
  SHARE_NETWORK: [...BEGUN, happen({ name: 'shareNetwork', network: 'x' })],
  REPORT_CLICKED: [...BEGUN, happen({ name: 'reportOpen' })],
  REPORT_SUBMITTED: [...BEGUN, happen({ name: 'reportSubmit' })],
  ENTER_FULLSCREEN: [...BEGUN, happen({ name: 'fullScreenEnter' })],
  EXIT_FULLSCREEN: [...BEGUN, happen({ name: 'fullScreenExit' })],
  RELATED_SELECTED: [...BEGUN, happen({ name: 'relatedSelect' })],
  INFO: [...BEGUN, happen({ name: 'infoOpen' })],
  SPEED: [...BEGUN, event({ type: 'playbackRateChange', from: 1, to: 2 })],
  AUDIO_SELECTED: [...BEGUN, happen({ name: 'audioSelect', language: 'fr' })],
  VIEW: [...BEGUN, happen({ name: 'view' })]
};

/** What belongs to the same row, too. */
const ALSO: Readonly<Record<string, readonly ViewingEvent[]>> = {
  ERROR: [...BEGUN, happen({ name: 'error', code: 1, phase: 'playing', recoverable: true })]
};

/** The types that the row's own events brought, and nothing that came before them. */
function sent(causes: readonly ViewingEvent[], own: number): { readonly stats: string; readonly analytics: string } {
  const encodeContext = { partnerId: 1, entryId: '0_a', sessionId: 's', uiconfId: 0, referrer: '' };
  let [stats, heard] = openStats(NO_STATS, moment, encodeContext);
  let [analytics, told] = openAnalytics(moment, encodeContext);
  if (!causes.length) return { stats: types(heard), analytics: types(told) };
  const all: [string, string][] = causes.map((cause) => {
    [stats, heard] = tellStats(stats, cause, encodeContext);
    [analytics, told] = tellAnalytics(analytics, cause, encodeContext);
    return [types(heard), types(told)];
  });
  const last = all.slice(-own);
  return {
    stats: last.map(([type]) => type).join(''),
    analytics: last.map(([, type]) => type).join('')
  };
}

const types = (events: readonly { readonly eventType: number }[]): string =>
  // What the protocol puts before an event is not the row's.
  String(events.at(-1)?.eventType ?? '');

describe('docs/parity.md', () => {
  it('has the rows of the guide, each once', () => {
    expect(rows.map(({ name }) => name)).to.deep.equal(Object.keys(CAUSES));
  });

  for (const { name, stats, analytics } of rows)
    it(`${name}: stats ${stats || 'nothing'}, analytics ${analytics || 'nothing'}`, () => {
      for (const causes of [CAUSES[name] ?? [], ALSO[name] ?? CAUSES[name] ?? []])
        expect(sent(causes, name === 'DOWNLOAD_CLICKED' ? 2 : 1)).to.deep.equal({ stats, analytics });
    });
});
