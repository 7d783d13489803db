import { stringify } from '../stringify.js';
import { isText } from './kinds.js';

/** Without the password or query that an address may carry. */
const withoutSecrets = (text: string): string => {
  const query = text.indexOf('?');
  const rest = query < 0 ? text : text.slice(0, query) + '…';
  const at = rest.lastIndexOf('@');
  if (at < 0) return rest;
  // Also where its beginning was forgotten, or mistyped.
  const host = rest.slice(0, at).indexOf('//');
  return `${rest.slice(0, Math.max(host, 0))}…${rest.slice(at + 1)}`;
};

/** What a program is told of a bad value: short, and no secret. */
export const describe = (value: unknown): unknown =>
  isText(value)
    ? withoutSecrets(value).slice(0, 99)
    : typeof value === 'number' || typeof value === 'boolean'
      ? value
      : typeof value;

/** The same in a sentence: text in quotes, a list or an object by its kind. */
export const shown = (value: unknown): string =>
  isText(value)
    ? stringify(describe(value))
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object' && value
        ? 'an object'
        : String(value && describe(value));
