import { withSum } from './checksum.js';
import type { Level } from './level.js';
import { DAMAGED, kindOf, TALLY } from './store-keys.js';
import { TallySum, writeTally, type Tally } from './tally.js';

export type Change =
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'del'; readonly key: string };

/**
 * Keeps apart what is damaged. Of a mark it counts that it is there: what was taken once must not be taken once more.
 * @param written undefined: nothing is left of it
 */
export const asideOf = (key: string, written: string | undefined): readonly Change[] => [
  kindOf(key) === 'marks' ? { type: 'put', key, value: '' } : { type: 'del', key },
  ...(written === undefined ? [] : [{ type: 'put', key: DAMAGED + key, value: written } as const])
];

/** The tally after these changes, which are not made yet. */
export async function tallyAfter(db: Level, tally: Tally, changes: readonly Change[]): Promise<Tally> {
  const sum = new TallySum(tally);
  // Parcels are never written twice under one key. Who deletes one saw it there: two may have seen the same one.
  const isParcel = (key: string): boolean => kindOf(key) === 'parcels';
  const unsure = [...new Set(changes.map(({ key }) => key).filter((key) => !isParcel(key)))];
  const isThere = unsure.length ? await db.hasMany(unsure) : [];
  const there = new Set(unsure.filter((_, i) => isThere[i]));
  const met = new Set<string>();
  for (const { type, key } of changes) {
    if (type === 'del' && isParcel(key) && !met.has(key)) there.add(key);
    met.add(key);
    if (there.has(key) === (type === 'del')) sum.add(key, type === 'put' ? 1 : -1);
    if (type === 'put') there.add(key);
    else there.delete(key);
  }
  return sum.tally(tally.commits + 1);
}

/** The changes as they are written: values behind their checksums, and the tally with them. */
export const written = (changes: readonly Change[], tally: Tally): Change[] => [
  ...changes.map((change) =>
    change.type === 'put' ? { ...change, value: withSum(change.key, change.value) } : change
  ),
  { type: 'put', key: TALLY, value: writeTally(TALLY, tally) }
];
