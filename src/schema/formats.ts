import { isObject, isText } from './kinds.js';

/** Trimmed. Numbers too: ids of categories and, in some portals, of users are numbers. */
export const asText = (value: unknown): string | undefined =>
  isText(value) || (typeof value === 'number' && isFinite(value)) ? String(value).trim() || undefined : undefined;

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
    const known = asLanguage(tag);
    if (!known || !isText(word) || !word) return undefined;
    words[known] = word;
  }
  return Object.keys(words).length ? words : undefined;
};
