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

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", '#39': "'" };

/** What an HTML page says, as people read it. */
const decoded = (text: string): string =>
  text.replace(/&(lt|gt|amp|quot|apos|#39);/g, (entity, name: string) => ENTITIES[name] ?? entity);

/** An error page says the same in its title and in its heading: `HTTP 400: Error 400 Error 400 …`. */
const once = (text: string): string => text.replace(/(^| )(\S.+?\S) \2(?= |$)/, '$1$2');

/** Kaltura's exception as people know it: `INVALID_KS: Invalid KS`, and not as JSON. */
const withoutJson = (reason: string): string =>
  reason.replace(EXCEPTION, (json) => {
    const [code, message] = [textOf(json, 'code'), textOf(json, 'message')];
    if (code === undefined) return json;
    // A reason that goes on behind the exception: `(…)`.
    const [, rest = ''] = /\}([^{}]*)$/.exec(json) ?? [];
    return (message === undefined ? code : `${code}: ${message}`) + rest;
  });

/** A reason without JSON, entities of HTML, and what an error page says twice. */
export const plainReason = (reason: string): string => once(decoded(withoutJson(reason)));
