import sinon from 'sinon';
import type { Entry } from '../../src/events/entry.js';
import type { PlaybackEvent } from '../../src/events/playback-event.js';
import { Tracker } from '../../src/tracker/tracker.js';

/** What an adapter reported of one viewing. */
export interface Recording {
  readonly tracker: Tracker;
  readonly entry: Entry;
  readonly events: readonly PlaybackEvent[];
}

/** Listens to what every adapter of the page reports, until `sinon.restore()`. */
export function recordAdapters(): readonly Recording[] {
  const recordings: (Recording & { readonly events: PlaybackEvent[] })[] = [];
  const { open, feed } = Tracker.prototype;
  sinon.stub(Tracker.prototype, 'open').callsFake(function (this: Tracker, entry) {
    recordings.push({ tracker: this, entry, events: [] });
    open.call(this, entry);
  });
  sinon.stub(Tracker.prototype, 'feed').callsFake(function (this: Tracker, event) {
    recordings
      .filter(({ tracker }) => tracker === this)
      .at(-1)
      ?.events.push(event);
    feed.call(this, event);
  });
  return recordings;
}
