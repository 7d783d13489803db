import { utf8Length } from '../../delivery/batch.js';
import type { DeadLetter, Draft, LaneNote, Outline, Parcel, Row } from '../../delivery/ports.js';
import type { FileStore, Mark } from './file-store.js';
import { openDisk, type Change, type Plan, type StoreReader } from './store-disk.js';
import { StoreIndex } from './store-index.js';
import * as keys from './store-keys.js';

/** The shape of what is in the folder. */
const FORMAT = '1';

const put = (key: string, value: string): Change => ({ type: 'put', key, value });
const del = (key: string): Change => ({ type: 'del', key });

/** Without the key: what moves gets another one. */
const parcelOf = ({ id, lane, kind, body, at }: Parcel): Parcel => ({ id, lane, kind, body, at });

/**
 * Opens, or makes, the folder. What it resolves is on the disk: parcels, marks and letters even after a power cut; the
 * note of what was removed only after the end of this process, so that after a power cut some may be sent again.
 * @throws Error that names the folder and what to do: in use by another process, not writable, full, damaged
 */
export async function openFileStore(directory: string): Promise<FileStore> {
  let index = new StoreIndex();
  const evicted = new Map<string, number>();
  let last = 0;

  async function load(disk: StoreReader): Promise<void> {
    const found = new StoreIndex();
    const format = await disk.get(keys.FORMAT);
    if (format !== undefined && format !== FORMAT)
      throw new Error(`it was written by another version of this package, format ${format}`);
    for await (const key of disk.keys(keys.range(keys.ROW))) found.add(keys.readRowKey(key));
    for await (const key of disk.keys(keys.range(keys.LETTER))) last = Math.max(last, keys.numberOf(key, keys.LETTER));
    last = Math.max(last, found.outlines().at(-1)?.key ?? 0);
    for await (const [key, value] of disk.entries(keys.range(keys.EVICTED)))
      evicted.set(key.slice(keys.EVICTED.length), Number(value));
    index = found;
  }

  const disk = await openDisk(directory, load);
  await disk.change(() => ({ changes: [put(keys.FORMAT, FORMAT)], committed: () => undefined }));

  /** New rows for these, in this order. */
  function adding(parcels: readonly Parcel[]): {
    readonly changes: readonly Change[];
    readonly committed: () => number;
  } {
    const rows = parcels.map((parcel): readonly [Outline, string] => {
      const { id, lane, kind, body, at } = parcel;
      return [{ key: ++last, id, lane, kind, at, bytes: utf8Length(body) }, body];
    });
    return {
      changes: rows.map(([outline, body]) => put(keys.rowKey(outline), body)),
      committed: () => {
        for (const [outline, body] of rows) index.add(outline, body);
        return rows.at(-1)?.[0].key ?? 0;
      }
    };
  }

  /** These rows go, as far as they are there. */
  function removing(numbers: readonly number[]): { readonly gone: readonly Outline[] } & Plan<void> {
    const gone = [...new Set(numbers)].flatMap((key) => index.get(key) ?? []);
    return {
      gone,
      changes: gone.map((outline) => del(keys.rowKey(outline))),
      committed: () => gone.forEach((outline) => index.delete(outline))
    };
  }

  const letter = (parcel: Parcel, more: Pick<DeadLetter, 'reason' | 'buriedAt' | 'held'>): Change =>
    put(keys.letterKey(++last), JSON.stringify({ ...parcelOf(parcel), ...more }));
  const marking = (marks: readonly Mark[]): readonly Change[] =>
    marks.map(({ name, value }) => put(keys.MARK + name, value));

  async function rowsOf(held: ReturnType<StoreIndex['head']>): Promise<readonly Row[]> {
    const missing = held.filter(({ body }) => body === undefined);
    const read = await disk.getMany(missing.map(({ outline }) => keys.rowKey(outline)));
    const bodies = new Map(missing.map(({ outline }, i) => [outline.key, read[i]]));
    return held.flatMap(({ outline, body = bodies.get(outline.key) }) => {
      const { bytes: _bytes, ...row } = outline;
      // It went while it was read.
      return body === undefined ? [] : [{ ...row, body }];
    });
  }

  return {
    durable: true,
    add: (parcels, draft) =>
      disk.change(() => {
        const { changes, committed } = adding(parcels);
        const drafted = draft && keys.DRAFT + draft.viewing;
        const drafting = !drafted ? [] : draft.parcels.length ? [put(drafted, JSON.stringify(draft))] : [del(drafted)];
        return { changes: [...changes, ...drafting], sync: parcels.length > 0, committed };
      }),
    commit: (parcels, marks) =>
      disk.change(() => {
        const { changes, committed } = adding(parcels);
        return { changes: [...changes, ...marking(marks)], sync: true, committed: () => void committed() };
      }),
    mark: (name) => disk.get(keys.MARK + name),
    unmark: (prefix) =>
      disk.change(async () => {
        const changes: Change[] = [];
        for await (const key of disk.keys(keys.range(keys.MARK + prefix))) changes.push(del(key));
        return { changes, committed: () => undefined };
      }, true),
    waiting: () => index.waiting(),
    head: (lane, count) => rowsOf(index.head(lane, count)),
    remove: (numbers) => disk.change(() => removing(numbers)),
    bury: (row, reason, buriedAt) =>
      disk.change(() => {
        const { gone, changes, committed } = removing([row.key]);
        return { changes: [...changes, ...gone.map(() => letter(row, { reason, buriedAt }))], committed };
      }, true),
    hold: (parcel, reason, buriedAt) =>
      disk.change(() => ({
        changes: [letter(parcel, { reason, buriedAt, held: true })],
        sync: true,
        committed: () => undefined
      })),
    async dead() {
      const letters: DeadLetter[] = [];
      for await (const [key, value] of disk.entries(keys.range(keys.LETTER)))
        letters.push({ ...(JSON.parse(value) as Omit<DeadLetter, 'key'>), key: keys.numberOf(key, keys.LETTER) });
      return letters;
    },
    revive: (letters) =>
      disk.change(async () => {
        const read = await disk.getMany(letters.map(({ key }) => keys.letterKey(key)));
        const there = letters.filter((_, i) => read[i] !== undefined);
        const { changes, committed } = adding(there);
        const taken = there.map(({ key }) => del(keys.letterKey(key)));
        return { changes: [...taken, ...changes], sync: true, committed: () => void committed() };
      }, true),
    async count(lane) {
      const [first] = index.head(lane, 1);
      const more = { waiting: index.count(lane), evicted: evicted.get(lane) ?? 0 };
      return { ...more, ...(first && { oldest: first.outline.at }) };
    },
    async readNote(lane) {
      const note = await disk.get(keys.noteKey(lane));
      return note === undefined ? undefined : (JSON.parse(note) as LaneNote);
    },
    writeNote: (lane, note) =>
      disk.change(() => ({
        changes: [note ? put(keys.noteKey(lane), JSON.stringify(note)) : del(keys.noteKey(lane))],
        committed: () => undefined
      })),
    all: () => rowsOf(index.outlines().map((outline) => ({ outline, body: undefined }))),
    outlines: async () => index.outlines(),
    evict: (rows, letters) =>
      disk.change(async () => {
        const { gone, changes, committed } = removing(rows.map(({ key }) => key));
        const read = await disk.getMany(letters.map(({ key }) => keys.letterKey(key)));
        const there = letters.filter((_, i) => read[i] !== undefined);
        const counts = new Map<string, number>();
        for (const { lane } of [...gone, ...there]) counts.set(lane, (counts.get(lane) ?? evicted.get(lane) ?? 0) + 1);
        return {
          changes: [
            ...changes,
            ...there.map(({ key }) => del(keys.letterKey(key))),
            ...[...counts].map(([lane, count]) => put(keys.EVICTED + lane, String(count)))
          ],
          committed: () => {
            committed();
            for (const [lane, count] of counts) evicted.set(lane, count);
          }
        };
      }, true),
    async drafts() {
      const drafts: Draft[] = [];
      for await (const [, value] of disk.entries(keys.range(keys.DRAFT))) drafts.push(JSON.parse(value) as Draft);
      return drafts;
    },
    settle: (viewing) =>
      disk.change(async () => {
        const value = await disk.get(keys.DRAFT + viewing);
        const { parcels } = value === undefined ? { parcels: [] } : (JSON.parse(value) as Draft);
        const { changes, committed } = adding(parcels);
        return {
          changes: [...changes, ...(value === undefined ? [] : [del(keys.DRAFT + viewing)])],
          sync: true,
          committed: () => {
            committed();
            return parcels;
          }
        };
      }, true),
    forget: () =>
      disk.change(async () => {
        const changes: Change[] = [];
        for await (const key of disk.keys({ gte: '', lt: '\u{10ffff}' }))
          if (key !== keys.FORMAT) changes.push(del(key));
        return {
          changes,
          sync: true,
          committed: () => {
            index.clear();
            evicted.clear();
          }
        };
      }, true),
    close: () => disk.close()
  };
}
