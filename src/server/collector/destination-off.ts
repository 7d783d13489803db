import type { Problem } from '../../settings/settings.js';

/** A viewing is not taken: a destination that is to be told of it is off, through a setting that is wrong. */
export class DestinationOff extends Error {
  public override readonly name = 'DestinationOff';

  public constructor(faults: readonly Problem[]) {
    super(
      `record: the viewing was not taken, since a destination is off through a bad setting. ${faults.map(({ message }) => message).join(' ')} Correct the settings, then record it once more.`
    );
  }
}
