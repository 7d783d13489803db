/** The settings name no destination that what waits in a lane could move to. */
export class NoDestination extends Error {
  public constructor(lane: string) {
    super(`lane ${lane}: the settings name no destination that it could move to.`);
  }
}
