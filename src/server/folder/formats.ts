import { withSum } from './checksum.js';
import type { Level } from './level.js';
import { Refusal } from './refusal.js';
import { FORMAT, TALLY } from './store-keys.js';
import type { TallyFile } from './tally-file.js';
import { TallySum, writeTally } from './tally.js';

/** The shape of what this version writes. */
export const FORMAT_HERE = '2';

const OURS = /^(row|letter|note|evicted|draft|mark)!/;

async function isEmpty(db: Level): Promise<boolean> {
  for await (const key of db.keys({ limit: 1 })) if (key) return false;
  return true;
}
async function hasOurs(db: Level): Promise<boolean> {
  for await (const key of db.keys()) if (OURS.test(key)) return true;
  return false;
}

/** Of format 1, whose values have no checksum: they count as whole. */
async function fromFormat1(db: Level): Promise<void> {
  const sum = new TallySum();
  const changes: { type: 'put'; key: string; value: string }[] = [];
  for await (const [key, value] of db.iterator()) {
    if (key === FORMAT) continue;
    sum.add(key, 1);
    changes.push({ type: 'put', key, value: withSum(key, value) });
  }
  await db.batch(
    [
      ...changes,
      { type: 'put', key: TALLY, value: writeTally(TALLY, sum.tally(1)) },
      { type: 'put', key: FORMAT, value: FORMAT_HERE }
    ],
    { sync: true }
  );
}

/**
 * Gives a folder the shape of this version, in one transaction.
 * @param said what the file with the tally says
 * @returns whether it has that shape already
 * @throws Refusal
 */
export async function bringUpToDate(db: Level, directory: string, said: ReturnType<TallyFile['says']>): Promise<boolean> {
  const format = await db.get(FORMAT);
  if (format === FORMAT_HERE) return true;
  // Only this format has the file: the entry in LevelDB is damaged.
  if (typeof said === 'object' && said.commits > 0 && !(Number(format) > Number(FORMAT_HERE))) return true;
  if (format === undefined && (await isEmpty(db))) {
    const value = writeTally(TALLY, new TallySum().tally(1));
    await db.batch(
      [
        { type: 'put', key: TALLY, value },
        { type: 'put', key: FORMAT, value: FORMAT_HERE }
      ],
      { sync: true }
    );
  } else if (format === '1' || (format === undefined && (await hasOurs(db)))) await fromFormat1(db);
  else
    throw new Refusal(
      format === undefined
        ? `The folder ${directory} holds the database of another program: name another folder.`
        : `The outbox ${directory} was written by a newer version of this package (format ${format}, and this version reads up to ${FORMAT_HERE}): use that version, or name another folder.`
    );
  return false;
}
