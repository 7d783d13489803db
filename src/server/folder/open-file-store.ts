import { utf8Length } from '../../delivery/batch.js';
import type { LaneRecord } from '../../delivery/lane.js';
import type { DeadLetter, Draft, LaneNote, Outline, Parcel, Row } from '../../delivery/ports.js';
import type { Change } from './changes.js';
import type { Damage } from './damage.js';
import type { FileStore, Mark } from './file-store.js';
import { openDisk, type Plan } from './store-disk.js';
import { StoreIndex, type RowOutline } from './store-index.js';
import * as keys from './store-keys.js';

const put = (key: string, value: string): Change => ({ type: 'put', key, value });
const del = (key: string): Change => ({ type: 'del', key });

/** Without the key: what moves gets another one. */
const parcelOf = ({ id, lane, kind, body, at }: Parcel): Parcel => ({ id, lane, kind, body, at });

/**
 * Opens, or makes, the folder. What it resolves is on the disk: parcels, marks and letters even after a power cut; the
 * note of what was removed only after the end of this process, so that after a power cut some may be sent again.
 * @param onDamage told of all that is missing or altered, when it is opened and when more is found
 * @throws Refusal that names the folder and what to do: in use by another process, not writable, full, damaged, of a newer
 * version
 */
export async function openFileStore(
  directory: string,
  onDamage: (damage: Damage) => void = () => undefined
): Promise<FileStore> {
  let index = new StoreIndex();
  const evicted = new Map<string, number>();
  /** Those that were read or written. Another map: what was read before holds no more. */
  let notes = new Map<string, LaneNote | undefined>();
  let last = 0;

  const disk = await openDisk(directory, {
    opened() {
      const found = new StoreIndex();
      const letGo: string[] = [];
      return {
        key(key) {
          if (key.startsWith(keys.ROW)) {
            const outline = keys.readRowKey(key);
            if (outline) found.add(outline);
          } else if (key.startsWith(keys.LETTER)) last = Math.max(last, keys.numberOf(key, keys.LETTER) || 0);
          else if (key.startsWith(keys.EVICTED)) letGo.push(key);
        },
        async end(reader) {
          last = Math.max(last, found.outlines().at(-1)?.key ?? 0);
          evicted.clear();
          notes = new Map();
          for (const key of letGo) evicted.set(key.slice(keys.EVICTED.length), Number(await reader.get(key)) || 0);
          index = found;
        }
      };
    },
    expects: (key) => key.startsWith(keys.ROW) && index.get(keys.numberOf(key, keys.ROW)) !== undefined,
    gone(gone) {
      for (const key of gone) {
        const outline = key.startsWith(keys.ROW) ? index.get(keys.numberOf(key, keys.ROW)) : undefined;
        if (outline) index.delete(outline);
      }
    },
    damaged: (damage) => onDamage(damage)
  });

  /** New rows for these, in this order. */
  function adding(parcels: readonly Parcel[]): {
    readonly changes: readonly Change[];
    readonly committed: () => number;
  } {
    const rows = parcels.map((parcel): readonly [RowOutline, string] => {
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
  function removing(numbers: readonly number[]): { readonly gone: readonly RowOutline[] } & Plan<void> {
    const gone = [...new Set(numbers)].flatMap((key) => index.get(key) ?? []);
    return {
      gone,
      changes: gone.map((outline) => del(keys.rowKey(outline))),
      frees: true,
      committed: () => gone.forEach((outline) => index.delete(outline))
    };
  }

  const letter = (parcel: Parcel, more: Pick<DeadLetter, 'reason' | 'buriedAt' | 'held'>): Change =>
    put(keys.letterKey(++last), JSON.stringify({ ...parcelOf(parcel), ...more }));
  const marking = (marks: readonly Mark[]): readonly Change[] =>
    marks.map(({ name, value }) => put(keys.MARK + name, value));

  const recording = (lanes: readonly LaneRecord[]): readonly Change[] =>
    lanes.map((record) => put(keys.LANE + record.key, JSON.stringify(record)));

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
    salt: disk.salt,
    add: (parcels, { draft, lanes = [] } = {}) =>
      disk.change(() => {
        const { changes, committed } = adding(parcels);
        const drafted = draft && keys.DRAFT + draft.viewing;
        const drafting = !drafted ? [] : draft.parcels.length ? [put(drafted, JSON.stringify(draft))] : [del(drafted)];
        return { changes: [...changes, ...drafting, ...recording(lanes)], sync: parcels.length > 0, committed };
      }),
    commit: (parcels, marks, lanes = []) =>
      disk.change(() => {
        const { changes, committed } = adding(parcels);
        return {
          changes: [...changes, ...marking(marks), ...recording(lanes)],
          sync: true,
          committed: () => void committed()
        };
      }),
    async mark(name) {
      // Nothing: it was damaged.
      return (await disk.get(keys.MARK + name)) || undefined;
    },
    areMarked: (names) => disk.has(names.map((name) => keys.MARK + name)),
    unmark: (prefix) =>
      disk.change(async () => {
        const changes: Change[] = [];
        for await (const key of disk.keys(keys.range(keys.MARK + prefix))) changes.push(del(key));
        return { changes, committed: () => undefined };
      }, true),
    waiting: () => index.waiting(),
    bytes: () => index.bytes(),
    async head(lane, count) {
      for (;;) {
        const held = index.head(lane, count);
        const rows = await rowsOf(held);
        if (rows.length === held.length) return rows;
        // What is damaged is set aside, and others take its place.
        await disk.tidied();
        if (held.every(({ outline }) => index.get(outline.key))) return rows;
      }
    },
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
      // Nobody else writes them while this process has the folder; each request asks for them.
      if (notes.has(lane)) return notes.get(lane);
      const before = notes;
      const text = await disk.get(keys.noteKey(lane));
      const note = text === undefined ? undefined : (JSON.parse(text) as LaneNote);
      if (before === notes && !notes.has(lane)) notes.set(lane, note);
      return note;
    },
    writeNote: (lane, note) =>
      disk.change(() => ({
        changes: [note ? put(keys.noteKey(lane), JSON.stringify(note)) : del(keys.noteKey(lane))],
        committed: () => void notes.set(lane, note)
      })),
    all: () => rowsOf(index.outlines().map((outline) => ({ outline, body: undefined }))),
    async lanes() {
      const found = new Map<string, LaneRecord>();
      for await (const [, value] of disk.entries(keys.range(keys.LANE))) {
        const record = JSON.parse(value) as LaneRecord;
        found.set(record.key, record);
      }
      const all = new Set([...found.keys(), ...index.waiting().keys()]);
      return Promise.all(
        [...all].map(async (key) => {
          const record = found.get(key);
          const note = await disk.get(keys.noteKey(key));
          const [first] = index.head(key, 1);
          return {
            key,
            ...(record && { record }),
            waiting: index.count(key),
            ...(first && { oldest: first.outline.at }),
            evicted: evicted.get(key) ?? 0,
            ...(note !== undefined && { note: JSON.parse(note) as LaneNote })
          };
        })
      );
    },
    move: (from, to) =>
      disk.change(async () => {
        const rows = await rowsOf(index.head(from, Infinity));
        const { changes, committed } = removing(rows.map(({ key }) => key));
        const moved = rows.map((row): readonly [RowOutline, string] => {
          const { key, id, kind, at, body } = row;
          return [{ key, id, lane: to.key, kind, at, bytes: utf8Length(body) }, body];
        });
        return {
          changes: [...changes, ...moved.map(([outline, body]) => put(keys.rowKey(outline), body)), ...recording([to])],
          sync: true,
          committed: () => {
            committed();
            for (const [outline, body] of moved) index.add(outline, body);
            return moved.length;
          }
        };
      }, true),
    discard: (lane) =>
      disk.change(() => {
        const { gone, changes, committed } = removing(index.head(lane, Infinity).map(({ outline }) => outline.key));
        return {
          changes: [...changes, del(keys.noteKey(lane))],
          sync: true,
          committed: () => {
            committed();
            notes.delete(lane);
            return gone.length;
          }
        };
      }, true),
    dropLanes: () => Promise.resolve(),
    async deadOutlines() {
      const letters: Outline[] = [];
      for await (const [key, value] of disk.entries(keys.range(keys.LETTER))) {
        const { id, lane, kind, at, body } = JSON.parse(value) as DeadLetter;
        letters.push({ key: keys.numberOf(key, keys.LETTER), id, lane, kind, at, bytes: utf8Length(body) });
      }
      return letters;
    },
    readMemo: (name) => disk.get(keys.MEMO + name),
    writeMemo: (name, value) =>
      disk.change(() => ({ changes: [put(keys.MEMO + name, value)], committed: () => undefined })),
    outlines: async () => index.outlines(),
    evict: (rows, letters) =>
      disk.change(async () => {
        const { gone, changes, committed } = removing(rows.map(({ key }) => key));
        const read = await disk.getMany(letters.map(({ key }) => keys.letterKey(key)));
        const there = read.flatMap((value) => (value === undefined ? [] : (JSON.parse(value) as DeadLetter)));
        const deleted = letters.map(({ key }) => del(keys.letterKey(key)));
        const counts = new Map<string, number>();
        for (const { lane } of [...gone, ...there]) counts.set(lane, (counts.get(lane) ?? evicted.get(lane) ?? 0) + 1);
        return {
          changes: [
            ...changes,
            ...deleted,
            ...[...counts].map(([lane, count]) => put(keys.EVICTED + lane, String(count)))
          ],
          committed: () => {
            committed();
            for (const [lane, count] of counts) evicted.set(lane, count);
            const letters = there.map(({ id, lane }) => ({ id, lane }));
            return [...gone.map(({ id, lane }) => ({ id, lane })), ...letters];
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
    async forget() {
      await disk.change(async () => {
        const changes: Change[] = [];
        for await (const key of disk.keys(keys.ALL)) if (!keys.isLasting(key)) changes.push(del(key));
        return {
          changes,
          sync: true,
          frees: true,
          committed: () => {
            index.clear();
            evicted.clear();
            notes = new Map();
          }
        };
      }, true);
      await disk.wipe();
    },
    damage: () => disk.damage(),
    failure: () => disk.failure(),
    async repair() {
      const { damage, file } = await disk.repair();
      return { damage, waiting: index.outlines().length, ...(file !== undefined && { file }) };
    },
    close: () => disk.close()
  };
}
