import { parseJson } from '../attempt.js';

/** All rows up to this key were there when so much time was counted. */
type Mark = readonly [key: number, time: number];

/**
 * How long rows have waited: the time in which something could have delivered them, and where they stood in it. Neither their
 * own stamps nor a wall clock that somebody sets are asked how old they are.
 */
export interface Retention {
  /** The wall clock at the last look, milliseconds since 1970. */
  readonly wall: number;
  /** Milliseconds counted, over all processes. */
  readonly time: number;
  /** In ascending order. */
  readonly rows: readonly Mark[];
  readonly letters: readonly Mark[];
}

/** What is seen when somebody looks. */
export interface Look {
  readonly wall: number;
  /** Milliseconds since this process looked last, on a clock that nobody sets; undefined: it has not. */
  readonly since: number | undefined;
  /** The highest keys that are there; 0: none. */
  readonly row: number;
  readonly letter: number;
}

/** Marks are so much apart, in parts of the age: nothing is let go of earlier than it should be, and later by that. */
const PARTS = 32;

/** How much time has been counted since somebody looked last. */
function elapsed(before: Retention, { wall, since }: Look, age: number): number {
  const gap = wall - before.wall;
  // Nobody has looked for so long that nobody can have delivered; or the clock was set meanwhile.
  if (since === undefined) return gap > 0 && gap <= age / 2 ? gap : 0;
  // Another process may have looked meanwhile. A wall clock that ran faster than time itself was set.
  return Math.min(Math.max(gap, 0), since);
}

function marked(marks: readonly Mark[], key: number, time: number, age: number): readonly Mark[] {
  const last = marks[marks.length - 1];
  if (key <= (last?.[0] ?? 0)) return marks;
  const before = marks[marks.length - 2];
  const isOpen = last && last[1] - (before?.[1] ?? -Infinity) < age / PARTS;
  const next: readonly Mark[] = [...(isOpen ? marks.slice(0, -1) : marks), [key, time]];
  // Of those that are too old, the last one says it of all.
  const firstFresh = next.findIndex((mark) => time - mark[1] <= age);
  return next.slice(Math.max(0, firstFresh - 1));
}

/** Somebody looks. */
export function look(before: Retention | undefined, now: Look, age: number): Retention {
  const { wall, row, letter } = now;
  const time = before ? before.time + elapsed(before, now, age) : 0;
  return {
    wall,
    time,
    rows: marked(before?.rows ?? [], row, time, age),
    letters: marked(before?.letters ?? [], letter, time, age)
  };
}

/** Whether what stands under a key has waited longer than that, as far as anybody has seen it wait. */
export function isTooOld({ time }: Retention, marks: readonly Mark[], key: number, age: number): boolean {
  const mark = marks.find(([last]) => key <= last);
  return mark !== undefined && time - mark[1] > age;
}

const areMarks = (value: unknown): value is readonly Mark[] =>
  Array.isArray(value) &&
  value.every((mark) => Array.isArray(mark) && mark.length === 2 && mark.every((part) => typeof part === 'number'));

/** What was kept as text; nothing where it is not what was written. */
export function readRetention(text: string | undefined): Retention | undefined {
  const { wall, time, rows, letters } = {
    ...(parseJson(text) as Partial<Record<keyof Retention, unknown>> | undefined)
  };
  return typeof wall === 'number' && typeof time === 'number' && areMarks(rows) && areMarks(letters)
    ? { wall, time, rows, letters }
    : undefined;
}
