import type { Entry } from '../../events/entry.js';
import type { Viewer } from '../../events/viewer.js';
import { asLanguage } from '../../schema/formats.js';
import { least0, maybe, oneOf, positive, shape, text, words, type ReadValue } from './read-fields.js';

const clipFields = shape({ from: least0, to: maybe(positive) });

const clip: ReadValue<NonNullable<Entry['clip']>> = (value, path, complain) => {
  const { from, to } = clipFields(value, path, complain) ?? {};
  if (from === undefined) return undefined;
  if (to !== undefined && to <= from) complain(`${path}.to`, `expected more than from, ${from}, got ${to}`);
  return { from, ...(to !== undefined && { to }) };
};

const languageTag: ReadValue<string> = (value, path, complain) => {
  const tag = asLanguage(value);
  if (tag === undefined) complain(path, 'expected a language tag, such as en');
  return tag;
};

const entryFields = shape({
  id: words,
  name: maybe(text),
  description: maybe(text),
  language: maybe(languageTag),
  kind: maybe(oneOf('vod', 'live')),
  media: maybe(oneOf('video', 'audio')),
  duration: maybe(positive),
  clip: maybe(clip)
});

/** An entry: `id` must be there; what is not said is `kind: 'vod'`, `media: 'video'`. */
export const entry: ReadValue<Entry> = (value, path, complain) => {
  const { id, kind = 'vod', media = 'video', ...rest } = entryFields(value, path, complain) ?? {};
  return id === undefined ? undefined : { id, kind, media, ...rest };
};

/** Who watches; `{}` is nobody that is known. */
export const viewer: ReadValue<Viewer> = shape({
  id: maybe(words),
  name: maybe(words),
  email: maybe(words),
  emailSha1: maybe(words)
});
