import { form, mapOf, text, type Rule } from './rules.js';

/** Absolute: a scheme, then anything but spaces and the characters that RFC 3987 keeps out. */
export const iri = form('an absolute IRI', (value) => /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(value));

export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
export const uuid = form('a UUID', (value) => uuidPattern.test(value));

export const mailto = form('"mailto:" and an e-mail address', (value) =>
  /^mailto:[^\s@<>"]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/i.test(value)
);

export const sha1 = form('40 hexadecimal digits', (value) => /^[0-9a-f]{40}$/i.test(value));

export const sha2 = form('a SHA-2 digest in hexadecimal', (value) =>
  /^([0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i.test(value)
);

export const mediaType = form('a media type', (value) => /^[a-z]+\/[\w.+-]+(\s*;\s*[\w-]+=[\w."-]+)*$/i.test(value));

/** RFC 5646 without the grandfathered irregular tags, which nobody should send. */
export const language = form('a language tag (RFC 5646)', (value) =>
  /^(([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*(-[a-wy-z\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?|x(-[a-z\d]{1,8})+)$/i.test(
    value
  )
);

export const languageMap = mapOf(language, text);

/** Any value at all, `null` included: the one place where xAPI allows it. */
export const extensions = mapOf(iri, () => undefined);

/** ISO 8601, years to seconds; only seconds may have a fraction. Weeks stand alone. */
export const duration = form('an ISO 8601 duration such as "PT12.5S"', (value) =>
  /^P(\d+W|(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)$/.test(value)
);

const extended = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d(?::\d\d)?)$/;
const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d(?:\d\d)?)$/;
const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

function exists(match: RegExpExecArray | null): boolean {
  if (match === null) return false;
  const parts: readonly (string | undefined)[] = match.slice(1, 7);
  const [year, month, day, hour, minute, second] = parts.map((part) => Number(part ?? 0));
  const zone = match[7] ?? '';
  // Minus zero means "zone unknown" in RFC 3339, and ISO 8601 has no such thing: record stores refuse it.
  if (/^-00(:?00)?$/.test(zone)) return false;
  const [zoneHours, zoneMinutes] = zone.length > 1 ? [Number(zone.slice(1, 3)), Number(zone.slice(-2))] : [0, 0];
  if (zoneHours > 23 || (zone.length > 3 && zoneMinutes > 59)) return false;
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return false;
  const days = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  return (month ?? 0) >= 1 && (month ?? 0) <= 12 && (day ?? 0) >= 1 && (day ?? 0) <= days;
}

/** xAPI 1.0: ISO 8601. A moment without its zone names no moment, so it is refused. */
export const timestamp: Rule = form('an ISO 8601 timestamp with a time zone', (value) =>
  exists(extended.exec(value) ?? basic.exec(value))
);

/** xAPI 2.0: RFC 3339, which is narrower. */
export const timestamp2: Rule = form('an RFC 3339 timestamp', (value) => exists(rfc3339.exec(value)));
