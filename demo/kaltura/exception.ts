/** What api_v3 answers, with status 200, when it refuses: its code and its words. */
export class Exception extends Error {
  public constructor(
    public readonly code: string,
    message: string
  ) {
    super(message);
  }
}

/** Kaltura writes JSON as PHP does: with its slashes escaped. */
export const exceptionText = (code: string, message: string): string =>
  JSON.stringify({ objectType: 'KalturaAPIException', code, message, args: {} }).replace(/\//g, '\\/');
