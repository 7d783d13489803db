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

const asSwitch = (value: unknown): boolean | undefined => {
  const at = switchWords.indexOf(squash(value));
  return at < 0 ? undefined : at > 1;
};

export const yesNo: Read<boolean> = expects('Yes or No', asSwitch);

/** Yes, No, or one more word. */
export const yesNoOr = <T extends string>(word: T): Read<boolean | T> =>
  expects(`Yes or No or ${word}`, (value) => asSwitch(value) ?? (squash(value) === word ? word : undefined));

/** A finite number, or one as a form saves it. */
export const number = (range: string, isAllowed: (value: number) => boolean): Read<number> =>
  expects(`a number ${range}`, (value) => {
    const parsed = isText(value) ? Number(value) : value;
    return typeof parsed === 'number' && isFinite(parsed) && isAllowed(parsed) ? parsed : undefined;
  });

export const text: Read<string> = expects('text', asText);
