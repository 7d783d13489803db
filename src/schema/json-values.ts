import { isBlank, isObject, isText, only } from './kinds.js';
import { exact, expects, type Read } from './reader.js';

/** Values as JSON and programs hold them: each of its own type, and there unless `maybe` stands before it. */

const exactly = <T>(expected: string, parse: (value: unknown) => T | undefined): Read<T> =>
  expects(expected, parse, exact);

/** May be left out, or be `undefined`. */
export const maybe =
  <T>(read: Read<T>): Read<T> =>
  (value, path, report) =>
    value === undefined ? undefined : read(value, path, report);

export const anything: Read<unknown> = (value) => value;

export const text = exactly('text', only(isText));
export const filledText = exactly('text that is not empty', (value) =>
  isText(value) && !isBlank(value) ? value : undefined
);
export const flag = exactly(
  'true or false',
  only((value): value is boolean => typeof value === 'boolean')
);
export const object = exactly('an object', only(isObject));

/** A finite number. */
export const number = (expected: string, isAllowed: (value: number) => boolean = () => true): Read<number> =>
  exactly(
    expected,
    only((value): value is number => typeof value === 'number' && isFinite(value) && isAllowed(value))
  );

export const above0 = number('a number above 0', (value) => value > 0);
export const from0 = number('a number from 0', (value) => value >= 0);

/** One of a few words. */
export const word = <T extends string>(...words: readonly T[]): Read<T> =>
  exactly(words.map((one) => `"${one}"`).join(' or '), (value) => words.find((one) => one === value));
