import { asText } from './formats.js';
import { isText } from './kinds.js';
import { expects, type Read } from './reader.js';

/** Values as a form or an attribute holds them: a number or a switch may be text, and what is blank is left out. */

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

export const text: Read<string> = expects('text', asText);
