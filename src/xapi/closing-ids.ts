/**
 * The ids of the statements that would close a viewing now. An end that is drafted again keeps its ids, so that
 * a record store that is sent it twice takes it once. An id belongs to an event of a session (`event` names both), and the
 * number of statements about that event before it: no two statements share one.
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
