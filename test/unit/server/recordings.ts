import type { Entry } from '../../../src/events/entry.js';
import type { PlaybackEvent } from '../../../src/events/playback-event.js';
import type { RecordedViewing } from '../../../src/server/reading/recorded-viewing.js';

export const LECTURE: Entry = { id: '0_lecture', kind: 'vod', media: 'video', duration: 40, name: 'A lecture' };

const NOON = Date.UTC(2026, 0, 1, 12);

type Told = PlaybackEvent extends infer E ? (E extends unknown ? Omit<E, 'mono' | 'wall'> : never) : never;

/** Writes down a viewing: what happens, and how the time passes. */
export class Recording {
  public readonly events: PlaybackEvent[] = [];
  private mono = 5000;

  public wait(seconds: number): this {
    this.mono += seconds * 1000;
    return this;
  }

  public tell(event: Told): this {
    this.events.push({ ...event, mono: this.mono, wall: NOON + this.mono });
    return this;
  }

  public play(from: number, to: number): this {
    this.tell({ type: 'play', position: from }).tell({ type: 'playing', position: from });
    for (let at = from + 0.5; at <= to; at += 0.5) this.wait(0.5).tell({ type: 'timeupdate', position: at });
    return this;
  }
}

/** Plays to the middle, pauses, seeks on, and plays to the end. */
export const story = (): readonly PlaybackEvent[] =>
  new Recording()
    .play(0, 20)
    .tell({ type: 'pause', position: 20 })
    .wait(3)
    .tell({ type: 'seeking', position: 25 })
    .wait(0.1)
    .tell({ type: 'seeked', position: 25 })
    .wait(2)
    .play(25, 40)
    .tell({ type: 'ended', position: 40 }).events;

export const viewing = (id: string, more: Partial<RecordedViewing> = {}): RecordedViewing => ({
  id,
  entry: LECTURE,
  viewer: { id: 'ann' },
  events: story(),
  ...more
});
