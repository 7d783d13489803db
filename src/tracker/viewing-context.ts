import type { Entry } from '../events/entry.js';
import type { Surroundings } from '../events/playback-event.js';
import type { EntryContext } from '../xapi/entry-context.js';
import type { TrackerPorts } from './ports.js';

/** One viewing and the names that it goes by. */
export interface ViewingContext {
  /** UUID: what is drafted for its end is found under it. */
  readonly viewing: string;
  readonly entry: Entry;
  readonly entryContext: EntryContext;
  readonly registration: string;
  /** UUID of the playback session. */
  readonly sessionId: string;
  /** UUID of the visit, where statements name one. */
  readonly visitId: string | undefined;
  readonly anonymousId: string | undefined;
  readonly surroundings: Surroundings;
  readonly closingIds: ClosingIds;
}

/**
 * The ids of the statements that would close a playback session now. An end that is drafted again keeps its ids, so that
 * a record store that is sent it twice takes it once. An id belongs to the session, the event, and the number of
 * statements about that event before it: no two statements share one.
 */
export class ClosingIds {
  private readonly reserved = new Map<string, string[]>();

  public constructor(private readonly uuid: () => string) {}

  /** The id for an event's statement that follows `nth` others about such an event which are not written yet. */
  public of(event: string, nth: number): string {
    const ids = this.reserved.get(event) ?? [];
    this.reserved.set(event, ids);
    return (ids[nth] ??= this.uuid());
  }

  /** Another statement about the event was written: the id that was reserved for it is not used again. */
  public spend(event: string): void {
    this.reserved.get(event)?.shift();
  }
}

/** A viewing begins, under new names. */
export const newViewingContext = (
  entry: Entry,
  entryContext: EntryContext,
  anonymousId: string | undefined,
  visitId: string | undefined,
  { uuid }: Pick<TrackerPorts, 'uuid'>
): ViewingContext => ({
  viewing: uuid(),
  entry,
  entryContext,
  registration: uuid(),
  sessionId: uuid(),
  visitId,
  anonymousId,
  surroundings: {},
  closingIds: new ClosingIds(uuid)
});
