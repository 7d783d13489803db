import type { BrokenLine } from './intake.js';

/** Tells of broken lines: the first of a kind at once, the others of that kind together at the end. */
export interface BrokenLines {
  /** Gives what is to be said now, if anything. */
  add(line: BrokenLine): string | undefined;
  /** What is to be said at the end. */
  rest(): readonly string[];
}

/** Numbers in a row. */
type Range = [from: number, to: number];

interface Kind {
  readonly first: number;
  readonly words: string;
  count: number;
  readonly ranges: Range[];
}

/** So many rows of numbers are told of a kind, and so many kinds are told apart: an input may be broken a million times. */
const RANGES = 10;
const KINDS = 200;

/** The same mistake in another line has other values. */
const kindOf = (words: string): string => words.replace(/"(?:[^"\\]|\\.)*"?|[\d.]+/g, '#');

function note({ ranges }: Kind, number: number): void {
  const last = ranges.at(-1);
  if (last && last[1] + 1 === number) last[1] = number;
  else if (ranges.length <= RANGES) ranges.push([number, number]);
}

function numbersOf({ ranges }: Kind): string {
  const told = ranges.slice(0, RANGES).map(([from, to]) => (from === to ? String(from) : `${from} to ${to}`));
  return told.join(', ') + (ranges.length > RANGES ? ', …' : '');
}

export function createBrokenLines(): BrokenLines {
  const kinds = new Map<string, Kind>();
  return {
    add({ number, reasons }) {
      const words = reasons.join('; ');
      const known = kinds.get(kindOf(words));
      if (known) {
        known.count += 1;
        note(known, number);
        return undefined;
      }
      if (kinds.size < KINDS) kinds.set(kindOf(words), { first: number, words, count: 0, ranges: [] });
      return `line ${number}: ${words}`;
    },
    rest: () =>
      [...kinds.values()]
        .filter(({ count }) => count > 0)
        .map((kind) => {
          const lines = kind.count === 1 ? 'line is' : 'lines are';
          return `${kind.count} more ${lines} broken as line ${kind.first} is (${numbersOf(kind)}): ${kind.words}`;
        })
  };
}
