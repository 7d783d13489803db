import { isObject, isText } from './kinds.js';
import { expects, type Read } from './reader.js';

const squash = (value: unknown): string =>
  isText(value) || typeof value === 'boolean' ? String(value).replace(/\s/g, '').toLowerCase() : '';

/** One of a few words; case and spaces do not matter, so that "One percent" is `onePercent`. */
export const oneOf = <T extends string>(...words: readonly T[]): Read<T> =>
  expects(words.join(' or '), (value) => words.find((word) => squash(word) === squash(value)));

const switchWords: readonly string[] = ['no', 'false', 'yes', 'true'];

export const yesNo: Read<boolean> = expects('Yes or No', (value) => {
  const at = switchWords.indexOf(squash(value));
  return at < 0 ? undefined : at > 1;
});

/** A finite number, or one as a form saves it. */
export const number = (range: string, isAllowed: (value: number) => boolean): Read<number> =>
  expects(`a number ${range}`, (value) => {
    const parsed = isText(value) ? Number(value) : value;
    return typeof parsed === 'number' && isFinite(parsed) && isAllowed(parsed) ? parsed : undefined;
  });

/** Trimmed. Numbers too: ids of categories and, in some portals, of users are numbers. */
export const asText = (value: unknown): string | undefined =>
  isText(value) || (typeof value === 'number' && isFinite(value)) ? String(value).trim() || undefined : undefined;

export const text: Read<string> = expects('text', asText);

/** Text of a certain form. */
const matching =
  (form: RegExp) =>
  (value: unknown): string | undefined => {
    const candidate = asText(value);
    return candidate && form.test(candidate) ? candidate : undefined;
  };

/** Absolute, and none of the characters that RFC 3987 leaves out. */
export const asIri = matching(/^[a-z][\w+.-]*:[^\s<>"{}|\\^`]+$/i);

/** RFC 5646, the forms that titles need: some record stores refuse a whole statement for the shape of a tag. */
export const asLanguage = matching(/^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i);

const asAddress = matching(/^[\w.`'%+-]+@[a-z\d.-]+\.[a-z]{1,63}$/i);

/** As strict as the strictest record store we know (Learning Locker): it refuses the whole statement otherwise. */
export const asEmail = (value: unknown): string | undefined => asAddress(asText(value)?.replace(/^mailto:/i, ''));

/** Words by language tag. */
export const asLanguageMap = (value: unknown): Readonly<Record<string, string>> | undefined => {
  const words: Record<string, string> = {};
  for (const [tag, word] of Object.entries(isObject(value) ? value : {})) {
    if (!asLanguage(tag) || !isText(word) || !word) return undefined;
    words[tag] = word;
  }
  return Object.keys(words).length ? words : undefined;
};
