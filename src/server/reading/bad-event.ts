/** What was fed is no playback event, or comes out of order. The message names the field, what was got and what is allowed. */
export class BadEvent extends Error {
  public override readonly name = 'BadEvent';
}
