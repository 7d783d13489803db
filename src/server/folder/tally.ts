import { plus, sumOf, withoutSum, withSum, type Sum } from './checksum.js';
import { KINDS, kindOf, type Kind } from './store-keys.js';

/**
 * What a folder must hold: how much of each kind, and under which keys. It is written with each commit, so that what
 * LevelDB loses without a word is noticed when the folder is opened.
 */
export interface Tally {
  /** Commits so far. */
  readonly commits: number;
  readonly counts: Readonly<Record<Kind, number>>;
  /** Of all keys together, in whichever order. */
  readonly keys: Sum;
}

const noCounts = (): Record<Kind, number> => Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;

export const EMPTY: Tally = { commits: 0, counts: noCounts(), keys: [0, 0] };

/** Adds up keys that come or go. */
export class TallySum {
  private readonly counts: Record<Kind, number>;
  private keys: Sum;

  public constructor(from: Tally = EMPTY) {
    this.counts = { ...from.counts };
    this.keys = from.keys;
  }

  public add(key: string, sign: 1 | -1): void {
    this.counts[kindOf(key)] += sign;
    // To take away is to add once more.
    this.keys = plus(this.keys, sumOf(key));
  }

  public tally(commits: number): Tally {
    return { commits, counts: { ...this.counts }, keys: this.keys };
  }
}

export const isSame = (one: Tally, other: Tally): boolean =>
  one.keys[0] === other.keys[0] &&
  one.keys[1] === other.keys[1] &&
  KINDS.every((kind) => one.counts[kind] === other.counts[kind]);

/** @param name the key or file that it is kept under */
export const writeTally = (name: string, tally: Tally): string => withSum(name, JSON.stringify(tally));

/** Undefined: it is damaged. */
export function readTally(name: string, written: string): Tally | undefined {
  const text = withoutSum(name, written);
  return text === undefined ? undefined : (JSON.parse(text) as Tally);
}
