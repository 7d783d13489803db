import type { Happening } from '../events/happening.js';
import type { Surroundings } from '../events/playback-event.js';
import type { ViewingState } from '../viewing/state.js';

/** Seconds of playing between two VIEW events. */
const EVERY = 10;

/** Tens of seconds that played, as Kaltura's analytics are told of them. */
export class Views {
  /** Whether the service wants more of them. */
  public wanted = true;
  private told = 0;
  private since = 0;

  /** A playback session begins, when so many seconds have played in the viewing. */
  public restart(spent = 0): void {
    this.told = 0;
    this.since = spent;
  }

  /** What is to be said of the next ten seconds, if they are full. */
  public next({ spent, open, phase }: ViewingState, { volume, fullScreen }: Surroundings): Happening | undefined {
    if (!this.wanted || phase !== 'open') return undefined;
    const full = Math.floor((spent + (open?.spent ?? 0) - this.since) / EVERY) + 1;
    if (full <= this.told) return undefined;
    this.told = full;
    return {
      name: 'view',
      ...(volume !== undefined && { sound: volume > 0 }),
      ...(fullScreen !== undefined && { fullScreen })
    };
  }
}
