import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Parcel } from '../../../src/delivery/ports.js';
import type { Damage } from '../../../src/server/folder/damage.js';
import { openFileStore } from '../../../src/server/folder/open-file-store.js';

/** What is done to one file of a folder. */
export const FAULTS = ['flip', 'zeros', 'cut'] as const;
export type Fault = (typeof FAULTS)[number];

/** Random numbers that are the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const body = (name: string, i: number, random: () => number): string =>
  JSON.stringify({ id: `${name}${i}`, said: 'ä→😀', noise: Array.from({ length: 12 }, () => random().toString(36)) });

const parcels = (name: string, count: number, random: () => number): readonly Parcel[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `${name}${i}`,
    lane: i % 3 ? 'lrs' : 'stats',
    kind: 'interaction' as const,
    body: body(name, i, random),
    at: i
  }));

/** What was in the folder before it was damaged. */
export interface Kept {
  /** What waits, by id. */
  readonly waiting: ReadonlyMap<string, Parcel>;
  /** What was sent. */
  readonly done: ReadonlyMap<string, Parcel>;
  readonly marks: readonly string[];
}

/** Fills a folder in several lives, so that it has tables and a log. */
export async function fill(directory: string, random: () => number): Promise<Kept> {
  const all = new Map<string, Parcel>();
  const done = new Map<string, Parcel>();
  const marks: string[] = [];
  for (const name of ['a', 'b', 'c']) {
    const store = await openFileStore(directory);
    for (let batch = 0; batch < 4; batch++) {
      const more = parcels(`${name}${batch}-`, 9, random);
      const mark = `viewing ${name}${batch}`;
      await store.commit(more, [{ name: mark, value: 'taken' }]);
      marks.push(mark);
      for (const parcel of more) all.set(parcel.id, parcel);
      const sent = (await store.head('lrs', 2)).concat(await store.head('stats', 1));
      await store.remove(sent.map(({ key }) => key));
      for (const { id } of sent) {
        const parcel = all.get(id);
        if (parcel) done.set(id, parcel);
        all.delete(id);
      }
    }
    await store.close();
  }
  return { waiting: all, done, marks };
}

/** Damages one file of a copy. Gives what was done, for a message. */
export function harm(directory: string, fault: Fault, random: () => number): string {
  const names = readdirSync(directory).filter((name) => !/^(LOCK|LOG|LOG\.old|RESERVE)$/.test(name));
  const name = names[Math.floor(random() * names.length)] ?? '';
  const path = join(directory, name);
  const bytes = readFileSync(path);
  const at = Math.floor(random() * bytes.length);
  if (fault === 'cut') truncateSync(path, at);
  else if (bytes.length) {
    if (fault === 'flip') bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    else bytes.fill(0, at, Math.min(bytes.length, at + 1 + Math.floor(random() * 512)));
    writeFileSync(path, bytes);
  }
  return `${fault} of ${name} at ${at}`;
}

export type Outcome = 'whole' | 'told';

/** @throws Error where the numbers do not say what is missing */
function compare({ exchanged, uncounted, missing, altered, returned }: Damage, less: number, more: number): void {
  const counted = (missing.parcels ?? 0) + (altered.parcels ?? 0) - (returned.parcels ?? 0);
  if (!exchanged && !uncounted && less - more !== counted)
    throw new Error(`miscounted: ${less} missing, ${more} returned: ${JSON.stringify({ missing, altered, returned })}`);
}

/**
 * Opens a damaged folder, and judges what it gives.
 * @throws Error for a loss in silence, or for anything that is not what was written
 */
export async function judge(directory: string, { waiting, done, marks }: Kept): Promise<Outcome> {
  let told: Damage | undefined;
  const store = await openFileStore(directory, (damage) => (told = damage));
  try {
    const rows = [...(await store.head('lrs', 999)), ...(await store.head('stats', 999))];
    for (const { id, lane, body } of rows) {
      const parcel = waiting.get(id) ?? done.get(id);
      if (parcel?.lane !== lane || parcel.body !== body) throw new Error(`altered: ${id} ${lane} ${body}`);
    }
    const more = rows.filter(({ id }) => !waiting.has(id)).length;
    const less = waiting.size - (rows.length - more);
    const known = await store.areMarked(marks);
    if (told) compare(told, less, more);
    else if (less || more || known.includes(false))
      throw new Error(`in silence: ${less} missing, ${more} returned, marks: ${known.join()}`);
    // It goes on, and the next damage would be another one.
    const key = await store.add(parcels('next', 1, () => 0));
    await store.remove([key]);
    await store.repair();
    return told ? 'told' : 'whole';
  } finally {
    await store.close();
  }
}

/** One trial: a copy, a fault, a verdict. */
export async function trial(source: string, copy: string, kept: Kept, fault: Fault, seed: number): Promise<Outcome> {
  rmSync(copy, { recursive: true, force: true });
  cpSync(source, copy, { recursive: true });
  const what = harm(copy, fault, randomOf(seed));
  try {
    const first = await judge(copy, kept);
    // Once more: what was told and repaired is told no more.
    const again = await openFileStore(copy, (damage) => {
      throw new Error(`told again: ${JSON.stringify(damage)}`);
    });
    await again.close();
    return first;
  } catch (error) {
    throw new Error(`seed ${seed}, ${what}: ${String(error)}`);
  }
}
