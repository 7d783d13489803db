import { expect } from 'chai';
import type { AdSlot, Happening } from '../../../src/events/happening.js';
import type { ViewingEvent } from '../../../src/events/viewing-event.js';
import { readCollect } from '../../../src/stats/collect.js';
import { STATS_EVENT_TYPES, statsEventType } from '../../../src/stats/event-types.js';
import { statsKind } from '../../../src/stats/session.js';
import { BEGUN, happened, said, Told } from './told.js';

const ad = (slot: AdSlot, step: Extract<Happening, { name: 'ad' }>['step']) => happened({ name: 'ad', slot, step });
const quartile = (percent: 25 | 50 | 75 | 100) => said({ type: 'playReached', percent });

/** Section 5.1 of the events guide, and what produces each; nothing: the host alone. */
const TABLE: readonly (readonly [number, string, (ViewingEvent | 'opened')?])[] = [
  [1, 'WIDGET_LOADED', 'opened'],
  [2, 'MEDIA_LOADED', happened({ name: 'loaded' })],
  [3, 'PLAY', said({ type: 'started', replay: false })],
  [4, 'PLAY_REACHED_25', quartile(25)],
  [5, 'PLAY_REACHED_50', quartile(50)],
  [6, 'PLAY_REACHED_75', quartile(75)],
  [7, 'PLAY_REACHED_100', quartile(100)],
  [8, 'OPEN_EDIT'],
  [9, 'OPEN_VIRAL', happened({ name: 'shareOpen' })],
  [10, 'OPEN_DOWNLOAD', happened({ name: 'downloadOpen' })],
  [11, 'OPEN_REPORT', happened({ name: 'reportOpen' })],
  [12, 'BUFFER_START', happened({ name: 'bufferStart' })],
  [13, 'BUFFER_END', happened({ name: 'bufferEnd' })],
  [14, 'OPEN_FULL_SCREEN', happened({ name: 'fullScreenEnter' })],
  [15, 'CLOSE_FULL_SCREEN', happened({ name: 'fullScreenExit' })],
  [16, 'REPLAY', said({ type: 'started', replay: true })],
  [17, 'SEEK', said({ type: 'seek', from: 1, to: 50 }, 5, 50)],
  [18, 'OPEN_UPLOAD'],
  [19, 'SAVE_PUBLISH'],
  [20, 'CLOSE_EDITOR'],
  [21, 'PRE_BUMPER_PLAYED', ad('prebumper', 'start')],
  [22, 'POST_BUMPER_PLAYED', ad('postbumper', 'start')],
  [23, 'BUMPER_CLICKED', ad('postbumper', 'click')],
  [24, 'PREROLL_STARTED', ad('preroll', 'start')],
  [25, 'MIDROLL_STARTED', ad('midroll', 'start')],
  [26, 'POSTROLL_STARTED', ad('postroll', 'start')],
  [27, 'OVERLAY_STARTED', ad('overlay', 'start')],
  [28, 'PREROLL_CLICKED', ad('preroll', 'click')],
  [29, 'MIDROLL_CLICKED', ad('midroll', 'click')],
  [30, 'POSTROLL_CLICKED', ad('postroll', 'click')],
  [31, 'OVERLAY_CLICKED', ad('overlay', 'click')],
  [32, 'PREROLL_25', ad('preroll', 'firstQuartile')],
  [33, 'PREROLL_50', ad('preroll', 'midpoint')],
  [34, 'PREROLL_75', ad('preroll', 'thirdQuartile')],
  [35, 'MIDROLL_25', ad('midroll', 'firstQuartile')],
  [36, 'MIDROLL_50', ad('midroll', 'midpoint')],
  [37, 'MIDROLL_75', ad('midroll', 'thirdQuartile')],
  [38, 'POSTROLL_25', ad('postroll', 'firstQuartile')],
  [39, 'POSTROLL_50', ad('postroll', 'midpoint')],
  [40, 'POSTROLL_75', ad('postroll', 'thirdQuartile')]
];

/** What has to be told before, so that the type can be. */
function before(type: number): readonly ViewingEvent[] {
  if (type < 3) return [];
  return type === 3 ? BEGUN.slice(0, 1) : type === 13 ? [...BEGUN, happened({ name: 'bufferStart' })] : BEGUN;
}

describe('the types of stats events', () => {
  it('are 40, with the ids and names of the guide', () => {
    expect(STATS_EVENT_TYPES.map((name, i) => [i + 1, name])).to.deep.equal(TABLE.map(([id, name]) => [id, name]));
  });

  for (const [id, name, cause] of TABLE) {
    it(`${id} ${name} is ${cause ? 'told by itself' : "the host's alone"}`, () => {
      const told = new Told();
      if (cause === 'opened') expect(told.open().types).to.deep.equal([id]);
      else if (cause) {
        told.open().hear(...before(id));
        const already = told.events.length;
        expect(told.hear(cause).types.slice(already)).to.deep.equal([id]);
      } else {
        const others = TABLE.flatMap(([, , other]) => (other && other !== 'opened' ? [other] : []));
        expect(told.open().hear(...BEGUN, ...others).types).to.not.include(id);
      }
    });

    const isPlayback = id < 8 || id === 16;
    it(`${id} ${name} ${isPlayback ? 'is for playback alone to tell' : 'can be collected by id and by name'}`, () => {
      for (const given of [id, String(id), name, ` ${name.toLowerCase()} `]) expect(statsEventType(given)).to.equal(id);
      const collected = readCollect(name);
      if (isPlayback) {
        const reason = `collect: ${name} is told by playback itself, when it happens.`;
        expect(collected).to.deep.equal({ type: 'refused', reason });
        return;
      }
      if (collected.type !== 'event') throw new Error(collected.reason);
      expect(new Told().hear(happened(collected.happening)).types).to.include(id);
    });

    it(`${id} ${name} hurts as much as it should when it is lost`, () => {
      expect(statsKind(id)).to.equal(id === 7 ? 'completion' : [4, 5, 6].includes(id) ? 'progress' : 'interaction');
    });
  }

  it('a bumper before has the same click; overlays and bumpers have no quartiles', () => {
    const told = new Told().open().hear(...BEGUN, ad('prebumper', 'click'));
    expect(told.types).to.deep.equal([1, 2, 3, 23]);
    for (const slot of ['overlay', 'prebumper', 'postbumper'] as const) {
      for (const step of ['firstQuartile', 'midpoint', 'thirdQuartile'] as const) told.hear(ad(slot, step));
    }
    expect(told.types).to.deep.equal([1, 2, 3, 23]);
  });

  it('nothing is told of the rest', () => {
    const told = new Told().open().hear(...BEGUN);
    told.hear(
      said({ type: 'stopped', reason: 'user' }),
      said({ type: 'play' }),
      said({ type: 'playbackRateChange', from: 1, to: 2 }),
      said({ type: 'playProgress', percent: 50, finished: true }),
      said({ type: 'completed' }),
      said({ type: 'interacted' }),
      happened({ name: 'playRequest' }),
      happened({ name: 'view' }),
      happened({ name: 'error', code: 1, phase: 'playing' }),
      happened({ name: 'downloadClick' }),
      happened({ name: 'relatedOpen' }),
      happened({ name: 'captions', language: 'en' }),
      said({ type: 'terminated' })
    );
    expect(told.types).to.deep.equal([1, 2, 3]);
  });

  it('anything else is no type', () => {
    for (const none of [
      0,
      41,
      99,
      -1,
      1.5,
      NaN,
      Infinity,
      '',
      'PAUSE',
      '41',
      null,
      undefined,
      {},
      [],
      true,
      Symbol()
    ]) {
      expect(statsEventType(none), String(none)).to.equal(undefined);
    }
  });
});
