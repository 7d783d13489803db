const EXCEPTION = /\{[^{]*"objectType"\s*:\s*"KalturaAPIException".*/s;

/** One text of a JSON object that may be cut off. */
function textOf(json: string, key: string): string | undefined {
  const [, quoted] = new RegExp(`"${key}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*)`).exec(json) ?? [];
  try {
    return quoted === undefined ? undefined : String(JSON.parse(`${quoted}"`));
  } catch {
    return undefined;
  }
}

/** A reason in which Kaltura's exception is said as people know it: `INVALID_KS: Invalid KS`, and not as JSON. */
export const plainReason = (reason: string): string =>
  reason.replace(EXCEPTION, (json) => {
    const [code, message] = [textOf(json, 'code'), textOf(json, 'message')];
    if (code === undefined) return json;
    // A reason that goes on behind the exception: `(…)`.
    const [, rest = ''] = /\}([^{}]*)$/.exec(json) ?? [];
    return (message === undefined ? code : `${code}: ${message}`) + rest;
  });
