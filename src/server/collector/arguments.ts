import { isFunction, isObject, isText } from '../../schema/kinds.js';
import { shown } from '../../schema/shown.js';
import type { Mark } from '../folder/file-store.js';

/** What callers in plain JavaScript may give. Each throws a TypeError that names the argument, and what was got. */

function expect(is: boolean, name: string, what: string, got: unknown): void {
  if (!is) throw new TypeError(`${name}: expected ${what}, got ${shown(got)}.`);
}

const isListOf = (is: (value: unknown) => boolean, value: unknown): boolean => Array.isArray(value) && value.every(is);

const isMark = (value: unknown): value is Mark => isObject(value) && isText(value['name']) && isText(value['value']);

/** @throws TypeError */
export const checkConfig = (config: unknown): void =>
  expect(isObject(config), 'createCollector', 'the settings, an object with directory', config);

/** @throws TypeError */
export const checkMarks = (marks: unknown): void =>
  expect(isListOf(isMark, marks), 'record, marks', 'a list of { name, value }, both text', marks);

/** @throws TypeError */
export const checkIds = (ids: unknown): void =>
  expect(ids === undefined || isListOf(isText, ids), 'retry', 'a list of ids, as dead() gives them', ids);

/** @throws TypeError */
export const checkName = (name: unknown): void => expect(isText(name), 'mark', 'the name of a mark', name);

/** @throws TypeError */
export const checkMost = (most: unknown): void =>
  expect(typeof most === 'number' && most >= 0, 'drained', 'how many may still wait, a number from 0', most);

/** @throws TypeError */
export const checkListener = (listener: unknown): void =>
  expect(isFunction(listener), 'listen', 'a function', listener);

/** @throws TypeError */
export const checkOptions = (name: string, options: unknown): void =>
  expect(isObject(options), name, 'an object of options', options);
