import { changed } from '../settings/changed.js';
import { isObject } from '../schema/kinds.js';

export type Raw = Readonly<Record<string, unknown>>;

/** What is said later wins; another viewer inherits nothing of the one before. */
export function mergeSettings(before: Raw, update: Raw): Raw {
  const merged = Object.entries(changed(before, update)).filter(([, value]) => value !== undefined);
  // A site of which nothing is known must not be shared with others.
  return Object.fromEntries(merged.filter(([key, value]) => key !== 'site' || Object.keys(value as object).length));
}

/** A part of the settings as they were written; what is not there is empty. */
export const partOf = (config: Raw, name: string): Raw => {
  const part = config[name];
  return isObject(part) ? part : {};
};
