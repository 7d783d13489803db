import type { Entry } from '../../events/entry.js';
import type { PlaybackEvent } from '../../events/playback-event.js';
import type { Viewer } from '../../events/viewer.js';

/** One whole viewing, as a device recorded it: a line of `viewings.jsonl`. */
export interface RecordedViewing {
  /** Names the viewing, once and for all: it is never taken twice. Left out: its place in the input does. */
  readonly id?: string;
  readonly entry: Entry;
  readonly viewer: Viewer;
  /** UUID of the learner's attempt, where the caller keeps one. */
  readonly registration?: string;
  /** In the order in which they happened. */
  readonly events: readonly PlaybackEvent[];
}
