import { expect } from 'chai';
import type { PlaybackEvent } from '../../../src/events/playback-event.js';
import type { ViewingEvent } from '../../../src/events/viewing-event.js';
import { unwatched } from '../../../src/viewing/state.js';
import { view } from '../../../src/viewing/viewing.js';

type Told<E> = E extends PlaybackEvent ? Omit<E, 'mono' | 'wall'> : never;

const rules = {
  beaconInterval: 'quarters',
  videoEndPercent: 100,
  videoEndSeconds: 0,
  completionRule: 'reached'
} as const;

/** What is said of these reports of media of eight seconds, each with the milliseconds since the one before. */
function hear(reports: readonly (readonly [after: number, report: Told<PlaybackEvent>])[]): readonly ViewingEvent[] {
  let state = unwatched(rules, false, 8);
  let mono = 0;
  return reports.flatMap(([after, report]) => {
    mono += after;
    const [next, said] = view(state, { ...report, mono, wall: 1.7e12 + mono });
    state = next;
    return said;
  });
}

describe('what only counters hear', () => {
  it('comes after the seek that brought the viewer there, and is no older than it', () => {
    const said = hear([
      [0, { type: 'play', position: 0 }],
      [0, { type: 'playing', position: 0 }],
      [250, { type: 'timeupdate', position: 0.25 }],
      [10, { type: 'seeking', position: 7.8 }],
      [50, { type: 'seeked', position: 7.8 }],
      [2, { type: 'playing', position: 7.8 }],
      [200, { type: 'ended', position: 8 }]
    ]);
    const told = said.filter(({ type }) => type === 'seek' || type === 'playReached');
    expect(told.map(({ type }) => type)).to.deep.equal(['seek', 'playReached']);
    expect(said.map(({ at }) => at)).to.deep.equal(said.map(({ at }) => at).sort((a, b) => a - b));
  });

  it('does not carry the playhead of the media before, where a player still says that until the first frame', () => {
    const said = hear([
      [0, { type: 'surroundings', position: 42, surroundings: {} }],
      [5, { type: 'timeupdate', position: 42 }],
      [5, { type: 'happening', happening: { name: 'loaded' } }]
    ]);
    expect(said.map(({ type, position }) => [type, position])).to.deep.equal([['happening', 0]]);
  });
});
