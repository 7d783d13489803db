import { asideOf, tallyAfter, written, type Change } from './changes.js';
import { withoutSum } from './checksum.js';
import { alteredOf, both, differenceOf, isWhole, WHOLE, type Damage } from './damage.js';
import { bringUpToDate, FORMAT_HERE, newSalt, type Was } from './formats.js';
import type { Level } from './level.js';
import type { DiskUser, StoreReader } from './store-disk.js';
import { DAMAGE, DAMAGED, FORMAT, MARK, SALT, TALLY } from './store-keys.js';
import type { TallyFile } from './tally-file.js';
import { isSame, readTally, TallySum, type Tally } from './tally.js';

type Said = ReturnType<TallyFile['says']>;

export interface Checked {
  readonly tally: Tally;
  readonly damage: Damage;
  readonly salt: string;
  readonly was: Was;
  /** Lets the user read what belongs to the keys that it was told. */
  readonly load: (reader: StoreReader) => Promise<void>;
}

/** Those entries are no part of the tally: they are about it. */
export const isCounted = (key: string): boolean => key !== TALLY && key !== FORMAT;

/** Counts all keys, and tells the user those that it looks after by itself. */
async function countKeys(db: Level, commits: number, user: DiskUser): Promise<[Tally, Checked['load']]> {
  const sum = new TallySum();
  const { key: tell, end } = user.opened();
  for await (const key of db.keys()) {
    if (!isCounted(key)) continue;
    sum.add(key, 1);
    if (!key.startsWith(MARK)) tell(key);
  }
  return [sum.tally(commits), end];
}

/** What was to be there: of two tallies the later one. Undefined: it cannot be told. */
function expectedOf(inside: Tally | undefined, said: Said): Tally | undefined {
  const outside = typeof said === 'object' ? said.tally : undefined;
  if (!inside) return outside;
  return outside && outside.commits > inside.commits ? outside : inside;
}

/** The keys of all entries that are not what was written. */
async function alteredIn(db: Level): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const [key, written] of db.iterator())
    if (isCounted(key) && !key.startsWith(DAMAGED) && withoutSum(key, written) === undefined) keys.push(key);
  return keys;
}

async function readWhole(db: Level, key: string): Promise<string | undefined> {
  const value = await db.get(key);
  return value === undefined ? undefined : withoutSum(key, value);
}

async function knownDamage(db: Level): Promise<Damage> {
  const text = await readWhole(db, DAMAGE);
  return text === undefined ? WHOLE : (JSON.parse(text) as Damage);
}

/**
 * Looks whether all is in the folder that was written to it. Where not, every entry is looked at: those that are damaged are
 * set aside, and the difference is written down, so that it is told until somebody has seen it.
 * @param said what the file beside says
 * @param rebuilt it was made anew of what could be read of damaged files
 * @throws Refusal for a folder of another version
 */
export async function checkFolder(
  db: Level,
  directory: string,
  said: Said,
  rebuilt: boolean,
  user: DiskUser
): Promise<Checked> {
  const was = await bringUpToDate(db, directory, said);
  const counts = await db.get(TALLY);
  const inside = counts === undefined ? undefined : readTally(TALLY, counts);
  const expected = expectedOf(inside, said);
  const commits = expected?.commits ?? 0;
  const before = await knownDamage(db);
  const [tally, load] = await countKeys(db, commits, user);
  const isFileSound = typeof said === 'object' || (said === undefined && was !== 'same');
  const isSound = expected !== undefined && isSame(expected, tally);
  // Nothing is known of how much was in what is not counted.
  const isUncounted = !inside || !isFileSound || (rebuilt && was !== 'same');
  const kept = await readWhole(db, SALT);
  const salt = kept ?? ((typeof said === 'object' && said.salt) || newSalt());
  if (isSound && !isUncounted && kept !== undefined) return { tally, damage: before, load, salt, was };

  const altered = await alteredIn(db);
  const difference = isSound ? WHOLE : differenceOf(expected, tally);
  const found = both(difference, alteredOf(altered));
  const damage = both(before, {
    ...found,
    exchanged: expected !== undefined && !isSound && isWhole(found),
    uncounted: found.uncounted || isUncounted
  });
  const changes: Change[] = [
    { type: 'put', key: DAMAGE, value: JSON.stringify(damage) },
    { type: 'put', key: SALT, value: salt }
  ];
  for (const key of altered) if (key !== SALT) changes.push(...asideOf(key, await db.get(key)));
  const counted = await tallyAfter(db, { ...tally, commits }, changes);
  await db.batch([...written(changes, counted), { type: 'put', key: FORMAT, value: FORMAT_HERE }], { sync: true });
  if (!altered.length) return { tally: counted, damage, load, salt, was };
  const [, again] = await countKeys(db, commits, user);
  return { tally: counted, damage, load: again, salt, was };
}
