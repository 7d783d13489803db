import type { LaneRecord } from '../../../src/delivery/lane.js';
import type { DeadLetter, LaneNote, Draft, More, Outline, Parcel, Row, Store } from '../../../src/delivery/ports.js';
import { utf8Length } from '../../../src/delivery/batch.js';

/** A page's way to the storage. */
export interface DurableStore extends Store {
  /** The page is no more: what is not committed vanishes, or comes to its end with nobody to hear of it. */
  crash(finish?: boolean): void;
}

/** `bytes`: how much more room it needs. */
export type Refuses = (method: keyof Store, bytes: number) => boolean;

export const WELL: Refuses = () => false;
/** Takes nothing new; what makes room is welcome. */
export const FULL: Refuses = (_, bytes) => bytes > 0;
const READS = new Set<keyof Store>([
  'head',
  'dead',
  'count',
  'readNote',
  'outlines',
  'deadOutlines',
  'lanes',
  'readMemo',
  'drafts'
]);
export const UNREADABLE: Refuses = (method) => READS.has(method);

interface Transaction {
  readonly page: symbol;
  run: () => void;
}

/** More than the continuations of any caller need, so that one transaction's end is over before the next one's. */
const HOPS = 24;
const hop = async (then: () => void): Promise<void> => {
  for (let i = 0; i < HOPS; i++) await Promise.resolve();
  then();
};

const parcelOf = ({ id, lane, kind, body, at }: Parcel): Parcel => ({ id, lane, kind, body, at });
const outlineOf = ({ key, id, lane, kind, at, body }: Row): Outline => ({
  key,
  id,
  lane,
  kind,
  at,
  bytes: utf8Length(body)
});
const bytesOf = (parcels: readonly Parcel[] = []): number =>
  parcels.reduce((sum, { body }) => sum + utf8Length(body), 0);

/** The storage of an origin as a browser keeps it: transactions of all pages, one after the other, all or nothing. */
export class Disk {
  rows: Row[] = [];
  letters: DeadLetter[] = [];
  notes = new Map<string, LaneNote>();
  drafts = new Map<string, Draft>();
  evicted = new Map<string, number>();
  records = new Map<string, LaneRecord>();
  memos = new Map<string, string>();
  /** All that were ever committed, in that order, and what the caps took from them. */
  readonly log: Row[] = [];
  readonly evictions: Parcel[] = [];
  /** What it refused at first, and what gave way to such: it got its place later, which tells other tabs no order. */
  readonly displaced = new Set<string>();
  now: () => number = () => 0;
  refuses: Refuses = WELL;
  /** Told of each draft whose parcels become rows. */
  onSettle: (viewing: string) => void = () => undefined;
  private key = 0;
  private queue: Transaction[] = [];
  private busy = false;

  /** `begin` lets time pass before a transaction's end, or none. */
  constructor(private readonly begin: (end: () => void) => void = (end) => void hop(end)) {}

  /** `gate`: how the page hears of what happened. */
  page(gate: (hear: () => void) => void = (hear) => hear()): DurableStore {
    const page = Symbol('page');
    let gone = false;
    const transact = <T>(method: keyof Store, work: () => T, bytes = 0, refused?: () => void): Promise<T> =>
      new Promise((resolve, reject) => {
        const run = (): void => {
          if (this.refuses(method, bytes)) {
            refused?.();
            return gate(() => gone || reject(new Error(`storage: ${method} failed`)));
          }
          const result = work();
          gate(() => gone || resolve(result));
        };
        if (gone) return;
        this.queue.push({ page, run });
        this.next();
      });

    return {
      durable: true,
      add: (parcels, more) =>
        transact(
          'add',
          () => this.add(parcels, more),
          bytesOf(parcels) + bytesOf(more?.draft?.parcels),
          () => parcels.forEach(({ id }) => this.displaced.add(id))
        ),
      head: (lane, count) => transact('head', () => this.of(lane).slice(0, count)),
      remove: (keys) => transact('remove', () => void this.take(keys)),
      bury: (row, reason, buriedAt) =>
        transact('bury', () => {
          for (const found of this.take([row.key])) this.letters.push({ ...found, key: ++this.key, reason, buriedAt });
        }),
      hold: (parcel, reason, buriedAt) =>
        transact(
          'hold',
          () => {
            this.letters.push({ ...parcelOf(parcel), key: ++this.key, reason, buriedAt, held: true });
          },
          bytesOf([parcel])
        ),
      dead: () => transact('dead', () => [...this.letters]),
      revive: (letters) =>
        transact('revive', () => void this.add(letters.filter(({ key }) => this.takeLetters([key]).length))),
      count: (lane) =>
        transact('count', () => {
          const [first, ...more] = this.of(lane);
          const evicted = this.evicted.get(lane) ?? 0;
          return first ? { waiting: 1 + more.length, oldest: first.at, evicted } : { waiting: 0, evicted };
        }),
      readNote: (lane) => transact('readNote', () => this.notes.get(lane)),
      writeNote: (lane, note) =>
        transact(
          'writeNote',
          () => {
            if (note) this.notes.set(lane, note);
            else this.notes.delete(lane);
          },
          note ? JSON.stringify(note).length : 0
        ),
      lanes: () =>
        transact('lanes', () => {
          const keys = new Set([...this.records.keys(), ...this.rows.map(({ lane }) => lane)]);
          return [...keys].map((key) => {
            const [first] = this.of(key);
            const record = this.records.get(key);
            const note = this.notes.get(key);
            return {
              key,
              waiting: this.of(key).length,
              evicted: this.evicted.get(key) ?? 0,
              ...(first && { oldest: first.at }),
              ...(record && { record }),
              ...(note && { note })
            };
          });
        }),
      move: (from, to) =>
        transact('move', () => {
          const moving = this.of(from);
          this.rows = this.rows.map((row) => (row.lane === from ? { ...row, lane: to.key } : row));
          this.notes.delete(from);
          this.records.set(to.key, to);
          return moving.length;
        }),
      discard: (lane) =>
        transact('discard', () => {
          this.notes.delete(lane);
          return this.take(this.of(lane).map(({ key }) => key)).length;
        }),
      dropLanes: (lanes) =>
        transact('dropLanes', () => {
          for (const lane of lanes)
            if (!this.of(lane).length && !this.notes.has(lane) && !this.letters.some((letter) => letter.lane === lane))
              this.records.delete(lane);
        }),
      outlines: () => transact('outlines', () => this.rows.map(outlineOf)),
      deadOutlines: () => transact('deadOutlines', () => this.letters.map(outlineOf)),
      readMemo: (name) => transact('readMemo', () => this.memos.get(name)),
      writeMemo: (name, value) => transact('writeMemo', () => void this.memos.set(name, value)),
      evict: (rows, letters) =>
        transact('evict', () => {
          const keys = (each: readonly { key: number }[]): number[] => each.map(({ key }) => key);
          const gone = [...this.take(keys(rows)), ...this.takeLetters(keys(letters))];
          for (const each of gone) {
            this.evicted.set(each.lane, (this.evicted.get(each.lane) ?? 0) + 1);
            this.evictions.push(each);
          }
          return gone.map(({ id, lane }) => ({ id, lane }));
        }),
      drafts: () => transact('drafts', () => [...this.drafts.values()]),
      settle: (viewing) =>
        transact('settle', () => {
          const { parcels = [] } = this.drafts.get(viewing) ?? {};
          if (this.drafts.delete(viewing)) this.onSettle(viewing);
          this.add(parcels);
          return parcels;
        }),
      forget: () =>
        transact('forget', () => {
          this.rows = [];
          this.letters = [];
          for (const each of [this.notes, this.drafts, this.evicted, this.records, this.memos]) each.clear();
        }),
      crash: (finish = false) => {
        gone = true;
        if (!finish) for (const each of this.queue) if (each.page === page) each.run = () => undefined;
      }
    };
  }

  /** What another script of the origin, or an older version, may have left: anything under a key. */
  spoil(row: Record<string, unknown>): void {
    this.rows.push({ ...row, key: ++this.key } as unknown as Row);
  }

  private add(parcels: readonly Parcel[], { draft, lanes = [] }: More = {}): number {
    for (const parcel of parcels) {
      const row = { ...parcelOf(parcel), key: ++this.key };
      this.rows.push(row);
      this.log.push(row);
    }
    const last = this.key;
    for (const lane of lanes) this.records.set(lane.key, lane);
    if (draft?.parcels.length) this.drafts.set(draft.viewing, draft);
    else if (draft) this.drafts.delete(draft.viewing);
    return parcels.length ? last : 0;
  }

  private of(lane: string): readonly Row[] {
    return this.rows.filter((row) => row.lane === lane);
  }

  private take(keys: readonly number[]): readonly Row[] {
    const taken = this.rows.filter(({ key }) => keys.includes(key));
    this.rows = this.rows.filter((row) => !taken.includes(row));
    return taken;
  }

  private takeLetters(keys: readonly number[]): readonly DeadLetter[] {
    const taken = this.letters.filter(({ key }) => keys.includes(key));
    this.letters = this.letters.filter((letter) => !taken.includes(letter));
    return taken;
  }

  private next(): void {
    if (this.busy || !this.queue.length) return;
    this.busy = true;
    this.begin(() => {
      this.busy = false;
      this.queue.shift()?.run();
      this.next();
    });
  }
}

/** The one page over a storage of its own, or the next one's predecessor. */
export const createDurableStore = (): Store => new Disk().page();

/** Of one page, and gone with it. */
export const createVolatileStore = (): Store => ({ ...new Disk((end) => end()).page(), durable: false });
