import { isObject } from '../../src/server/validate/rules.js';

/** What a record store adds or decides for itself, and so what may differ between two sendings of one statement. */
const OWN = ['stored', 'authority', 'version'];

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])])
  );
}

/**
 * Equal for two statements that say the same. The order of keys and white space do not count; everything else does,
 * `timestamp` included and letter by letter: real stores answer 409 when a retry was built anew.
 */
export function canonical(statement: Readonly<Record<string, unknown>>): string {
  const said = Object.fromEntries(Object.entries(statement).filter(([key]) => !OWN.includes(key)));
  if (typeof said['id'] === 'string') said['id'] = said['id'].toLowerCase();
  return JSON.stringify(sorted(said));
}
