/** Something in the command line, the settings file or the environment that only its author can put right. */
export class UsageError extends Error {
  public override readonly name = 'UsageError';
}
