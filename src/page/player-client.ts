import type { Instant, PlaybackEvent } from '../events/playback-event.js';
import type { StatsEventName } from '../stats/event-types.js';
import type { StatsFields } from '../stats/fields.js';
import { readCollect } from '../stats/collect.js';
import type { Tracker } from '../tracker/tracker.js';
import type { Watched } from '../viewing/watched.js';
import { Client } from './client.js';

type Untimed<E> = E extends PlaybackEvent ? Omit<E, keyof Instant> : never;
/** A playback event before it is given its time. */
export type Report = Untimed<PlaybackEvent>;

type Frank<R> = R extends { readonly position: number } ? R & { readonly seeking: boolean } : R;
/** A report of this package's own: who says where the player is says also whether it is seeking. */
export type OwnReport = Frank<Report>;

/** The client of whatever plays media. */
export class PlayerClient extends Client<Tracker> {
  public feed(report: Report): void {
    const { tracker, page } = this;
    if (tracker && page) tracker.feed({ ...report, ...page.ports.now() });
  }

  public collect(type: StatsEventName | number, fields?: Partial<StatsFields>): boolean {
    const collected = readCollect(type, fields);
    if (collected.type === 'refused') return this.refuse('collect', collected.reason);
    if (!this.tracker) return this.refuse('collect', 'collect: it is switched off.');
    if (!this.tracker.countsStats) return this.refuse('collect', 'collect: there is no media whose stats are on.');
    this.feed({ type: 'happening', happening: collected.happening });
    return true;
  }

  public watched(): Watched | undefined {
    return this.tracker?.watched();
  }
}
