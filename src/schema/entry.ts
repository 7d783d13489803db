import type { Entry } from '../events/entry.js';
import { asLanguage } from './formats.js';
import { isBlank } from './kinds.js';
import { above0, filledText, from0, text, word } from './json-values.js';
import { exact, expects, fields, type Read } from './reader.js';

/** May be left out, or be blank: pages and templates make entries of what they have. */
const optional =
  <T>(read: Read<T>): Read<T> =>
  (value, path, report) =>
    isBlank(value) ? undefined : read(value, path, report);

const clipFields = fields({ from: from0, to: optional(above0) }, { ...exact, expected: 'an object' });

const clip: Read<NonNullable<Entry['clip']>> = (value, path, report) => {
  const { from, to } = clipFields(value, path, report) ?? {};
  if (from === undefined) return undefined;
  if (to === undefined) return { from };
  if (to > from) return { from, to };
  report({ path: `${path}.to`, what: `expected more than from, ${from}`, got: to });
  return undefined;
};

const language = expects('a language tag, such as en', asLanguage, exact);

const entryFields = fields(
  {
    id: filledText,
    name: optional(text),
    description: optional(text),
    language: optional(language),
    kind: optional(word('vod', 'live')),
    media: optional(word('video', 'audio')),
    duration: optional(above0),
    clip: optional(clip)
  } satisfies { readonly [K in keyof Entry]-?: Read<NonNullable<Entry[K]>> },
  { ...exact, expected: 'an object' }
);

/**
 * Reads an entry as a page or a recording gives it. Without an id there is none; whatever else is wrong is reported and left out.
 * @param presumed what it is where it does not say so
 */
export const entry =
  (presumed: Pick<Entry, 'kind' | 'media'>): Read<Entry> =>
  (value, path, report) => {
    const { id, ...rest } = entryFields(value, path, report) ?? {};
    return id === undefined ? undefined : { ...presumed, ...rest, id };
  };
