import type { Row } from '../../delivery/ports.js';

/** A row without its body; `bytes` is the length of that. */
export interface RowOutline extends Omit<Row, 'body'> {
  readonly bytes: number;
}

/** Bytes of bodies at hand, so that what is sent soon is not read again. */
const AT_HAND = 4_000_000;

interface Held {
  readonly outline: RowOutline;
  readonly body: string | undefined;
}

/** What waits, without the bodies: order, lanes and numbers are known without reading. About 700 bytes a parcel. */
export class StoreIndex {
  /** Keys only ever grow, so that the order of insertion is theirs. */
  private readonly all = new Map<number, Held>();
  private readonly lanes = new Map<string, Map<number, Held>>();
  private atHand = 0;
  /** Of the bodies of all that waits. */
  private size = 0;

  public add(outline: RowOutline, body?: string): void {
    const keep = body !== undefined && this.atHand + outline.bytes <= AT_HAND;
    if (keep) this.atHand += outline.bytes;
    const held = { outline, body: keep ? body : undefined };
    this.all.set(outline.key, held);
    this.size += outline.bytes;
    const lane = this.lanes.get(outline.lane) ?? new Map<number, Held>();
    this.lanes.set(outline.lane, lane.set(outline.key, held));
  }

  public delete({ key, lane }: RowOutline): void {
    const held = this.all.get(key);
    if (!held) return;
    if (held.body !== undefined) this.atHand -= held.outline.bytes;
    this.size -= held.outline.bytes;
    this.all.delete(key);
    const others = this.lanes.get(lane);
    others?.delete(key);
    if (!others?.size) this.lanes.delete(lane);
  }

  public get(key: number): RowOutline | undefined {
    return this.all.get(key)?.outline;
  }

  /** The first ones of a lane, with the body where it is at hand. */
  public head(lane: string, count: number): readonly Held[] {
    const first: Held[] = [];
    for (const held of this.lanes.get(lane)?.values() ?? []) if (first.push(held) >= count) break;
    return count > 0 ? first : [];
  }

  public count(lane: string): number {
    return this.lanes.get(lane)?.size ?? 0;
  }

  public waiting(): ReadonlyMap<string, number> {
    return new Map([...this.lanes].map(([lane, { size }]) => [lane, size]));
  }

  public bytes(): number {
    return this.size;
  }

  public outlines(): readonly RowOutline[] {
    return [...this.all.values()].map(({ outline }) => outline);
  }

  public clear(): void {
    this.all.clear();
    this.lanes.clear();
    this.atHand = this.size = 0;
  }
}
