import { randomBytes } from 'node:crypto';
import { laneRecord, type LaneRecord } from '../../delivery/lane.js';
import { wideDigest } from '../../delivery/digest.js';
import { readLegacyLane } from '../../delivery/legacy-lane.js';
import type { Draft, Parcel } from '../../delivery/ports.js';
import { written, type Change } from './changes.js';
import { alteredOf } from './damage.js';
import type { Level } from './level.js';
import { Refusal } from './refusal.js';
import * as keys from './store-keys.js';
import type { Outside, TallyFile } from './tally-file.js';
import { TallySum } from './tally.js';
import { viewingMark } from './viewing-mark.js';

/** The shape of what this version writes. */
export const FORMAT_HERE = '2';

const OURS = /^(row|letter|note|evicted|draft|mark)!/;

async function someKey(db: Level, is: (key: string) => boolean): Promise<boolean> {
  for await (const key of db.keys()) if (is(key)) return true;
  return false;
}

const put = (key: string, value: string): Change => ({ type: 'put', key, value });

/** A lane in the words of format 1, and what is stored of it from now on. */
type RecordOf = (lane: string) => LaneRecord | undefined;

const inLane = <T extends Pick<Parcel, 'lane'>>(parcel: T, recordOf: RecordOf): T => {
  const record = recordOf(parcel.lane);
  return record ? { ...parcel, lane: record.key } : parcel;
};

/** One entry of format 1 as it is written now. Undefined: that is no entry of format 1, which is left as it is. */
function entryNow(key: string, value: string, salt: string, recordOf: RecordOf): Change | undefined {
  const laneAfter = (prefix: string): string => {
    const lane = key.slice(prefix.length);
    return prefix + (recordOf(lane)?.key ?? lane);
  };
  if (key.startsWith(keys.ROW)) {
    const outline = keys.readRowKey(key);
    return outline && put(keys.rowKey(inLane(outline, recordOf)), value);
  }
  if (key.startsWith(keys.LETTER)) return put(key, JSON.stringify(inLane(JSON.parse(value) as Parcel, recordOf)));
  if (key.startsWith(keys.DRAFT)) {
    const { viewing, parcels } = JSON.parse(value) as Draft;
    return put(key, JSON.stringify({ viewing, parcels: parcels.map((parcel) => inLane(parcel, recordOf)) }));
  }
  if (key.startsWith(keys.NOTE)) return put(laneAfter(keys.NOTE), value);
  if (key.startsWith(keys.EVICTED)) return put(laneAfter(keys.EVICTED), value);
  const viewing = keys.MARK + viewingMark('');
  return key.startsWith(viewing) ? put(viewing + wideDigest(salt, key.slice(viewing.length)), value) : put(key, value);
}

/** The tally for a database in which there is nothing else than this. */
function firstTally(changes: readonly Change[]): ReturnType<TallySum['tally']> {
  const sum = new TallySum();
  for (const key of new Set(changes.map((change) => (change.type === 'put' ? change.key : ''))))
    if (key) sum.add(key, 1);
  return sum.tally(1);
}

async function begin(db: Level, changes: readonly Change[], replaced: readonly string[]): Promise<void> {
  const puts = new Set(changes.map(({ key }) => key));
  await db.batch(
    [
      ...replaced.filter((key) => !puts.has(key)).map((key) => ({ type: 'del', key }) as const),
      ...written(changes, firstTally(changes)),
      { type: 'put', key: keys.FORMAT, value: FORMAT_HERE }
    ],
    { sync: true }
  );
}

/**
 * From format 1, which named lanes by address and owner, and had no checksums: its values count as whole. What cannot be read
 * goes where damaged entries go.
 */
async function fromFormat1(db: Level, salt: string): Promise<void> {
  const records = new Map<string, LaneRecord | undefined>();
  const recordOf: RecordOf = (lane) => {
    if (!records.has(lane)) {
      const id = readLegacyLane(lane);
      records.set(lane, id && laneRecord(salt, { id, reopen: id.owner }));
    }
    return records.get(lane);
  };
  const changes: Change[] = [put(keys.SALT, salt)];
  const replaced: string[] = [];
  const unreadable: string[] = [];
  for await (const [key, value] of db.iterator()) {
    if (key === keys.FORMAT) continue;
    replaced.push(key);
    let change: Change | undefined;
    try {
      change = entryNow(key, value, salt, recordOf);
    } catch {
      // A draft or a letter that is no JSON.
    }
    if (!change) unreadable.push(key);
    changes.push(change ?? put(keys.DAMAGED + key, value));
  }
  if (unreadable.length) changes.push(put(keys.DAMAGE, JSON.stringify(alteredOf(unreadable))));
  for (const record of records.values()) if (record) changes.push(put(keys.LANE + record.key, JSON.stringify(record)));
  await begin(db, changes, replaced);
}

export const newSalt = (): string => randomBytes(16).toString('hex');

/** What a folder was: of this format, empty, or of an earlier format. */
export type Was = 'same' | 'empty' | 'earlier';

/**
 * Gives a folder the shape of this version, in one transaction.
 * @param said what the file with the tally says
 * @throws Refusal
 */
export async function bringUpToDate(db: Level, directory: string, said: ReturnType<TallyFile['says']>): Promise<Was> {
  const format = await db.get(keys.FORMAT);
  const outside: Outside | undefined = typeof said === 'object' ? said : undefined;
  if (format === FORMAT_HERE) return 'same';
  // Only this format has the file: the entry in LevelDB is damaged.
  if (outside && outside.tally.commits > 0 && !(Number(format) > Number(FORMAT_HERE))) return 'same';
  if (format === undefined && !(await someKey(db, () => true))) {
    await begin(db, [put(keys.SALT, newSalt())], []);
    return 'empty';
  }
  if (format === '1' || (format === undefined && (await someKey(db, (key) => OURS.test(key))))) {
    await fromFormat1(db, newSalt());
    return 'earlier';
  }
  throw new Refusal(
    format === undefined
      ? `The folder ${directory} holds the database of another program: name another folder.`
      : `The outbox ${directory} was written by a newer version of this package (format ${format}, and this version reads up to ${FORMAT_HERE}): use that version, or name another folder.`
  );
}
