import type { Entry } from '../events/entry.js';
import { number, text } from './form-values.js';
import { asLanguage } from './formats.js';
import { filledText, from0, word } from './json-values.js';
import { isBlank } from './kinds.js';
import { exact, expects, fields, type Read } from './reader.js';

/** What is blank is left out: pages and templates make entries of what they have. */
const orBlank =
  <T>(read: Read<T>): Read<T> =>
  (value, path, report) =>
    isBlank(value) ? undefined : read(value, path, report);

const length = number('above 0', (seconds) => seconds > 0);

const clipFields = fields({ from: from0, to: length }, exact);

const clip: Read<NonNullable<Entry['clip']>> = (value, path, report) => {
  const { from, to } = clipFields(value, path, report) ?? {};
  if (from === undefined) return undefined;
  if (to === undefined) return { from };
  if (to > from) return { from, to };
  report({ path: `${path}.to`, what: `expected more than from, ${from}`, got: to });
  return undefined;
};

const entryFields = fields(
  {
    id: filledText,
    name: text,
    description: text,
    language: expects('a language tag, such as en', asLanguage),
    kind: orBlank(word('vod', 'live')),
    media: orBlank(word('video', 'audio')),
    duration: length,
    clip: orBlank(clip)
  } satisfies { readonly [K in keyof Entry]-?: Read<NonNullable<Entry[K]>> },
  exact
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
