import { stringify } from '../stringify.js';

/** Tells configurations apart without keeping them: functions by identity, the rest by content. */
export function fingerprint(): (config: unknown) => string {
  const known = new WeakMap<object, number>();
  let count = 0;
  const nameOf = (value: object): string => {
    const name = known.get(value) ?? ++count;
    known.set(value, name);
    return `function ${name}`;
  };
  return (config) => {
    try {
      return stringify(config, (_key, value: unknown) => (typeof value === 'function' ? nameOf(value) : value));
    } catch {
      // The player breaks dates and the like when it copies them: such a configuration is always a new one.
      return `unreadable ${++count}`;
    }
  };
}
