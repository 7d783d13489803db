import { isBlank, isObject, isText, only } from './kinds.js';
import { nearest } from './nearest.js';

/** What is wrong with a value, and with which. Whoever asked for the reading puts it into words for whoever gave the value. */
export interface Mistake {
  readonly path: string;
  /** What is wrong and what is allowed, as most say it; becomes part of a sentence. */
  readonly what: string;
  /** As it was given; absent where nothing of it may be shown. */
  readonly got?: unknown;
  /** What was expected, alone. */
  readonly expected?: string;
  /** Of an unknown word: all that there are, and the one that was probably meant. */
  readonly known?: readonly string[];
  readonly near?: string | undefined;
  /** Left out: `error`. */
  readonly level?: 'error' | 'warning' | undefined;
  /** Left out: `bad-value`. */
  readonly code?: MistakeCode | undefined;
  /** What follows from it, where that is not the usual. */
  readonly then?: string | undefined;
}

export type MistakeCode = 'bad-value' | 'missing' | 'unknown-key' | 'bad-identity' | 'bad-site';

export type Report = (mistake: Mistake) => void;

/** Reads one raw value. `undefined`: left out, or bad and reported. */
export type Read<T> = (value: unknown, path: string, report: Report) => T | undefined;

/** How a reader behaves where that is not the usual. */
export interface Manner extends Pick<Mistake, 'level' | 'code' | 'then'> {
  /** Nothing of the value is ever shown. */
  readonly secret?: boolean;
  /** What counts as left out, and is not looked at. */
  readonly skip?: (value: unknown) => boolean;
  /** Of an object: what is expected; left out: its keys. */
  readonly expected?: string;
}

/** For what must be there. */
export const never = (): boolean => false;

/** As JSON and programs give values: none is skipped. */
export const exact = { skip: never, expected: 'an object' };

/** A reader out of a test: where `parse` gives `undefined`, the mistake says what was expected. */
export const expects =
  <T>(
    expected: string,
    parse: (value: unknown) => T | undefined,
    { secret, skip = isBlank, code, ...rest }: Manner = {}
  ): Read<T> =>
  (value, path, report) => {
    if (skip(value)) return undefined;
    const parsed = parse(value);
    if (parsed === undefined) {
      const missing = isBlank(value);
      report({
        ...rest,
        path,
        what: `${missing ? 'missing, ' : ''}expected ${expected}`,
        expected,
        got: secret ? undefined : value,
        code: code ?? (missing ? 'missing' : undefined)
      });
    }
    return parsed;
  };

export type Table = Readonly<Record<string, Read<unknown>>>;

export type Given<T extends Table> = { readonly [K in keyof T]?: T[K] extends Read<infer V> ? V : never };

const join = (path: string, key: string): string => (path ? `${path}.${key}` : key);

/** An object of known keys. Others are reported with the nearest known one, and the rest is read. */
export const fields = <T extends Table>(table: T, manner?: Manner): Read<Given<T>> => {
  const known = Object.keys(table);
  const read = expects(manner?.expected ?? `{${known.join(', ')}}`, only(isObject), manner);
  return (value, at, report) => {
    const raw = read(value, at, report);
    if (!raw) return undefined;
    const given: Record<string, unknown> = {};
    // In the order in which it was written: so are the mistakes.
    for (const key of new Set([...Object.keys(raw), ...known])) {
      const path = join(at, key);
      if (known.includes(key)) {
        const parsed = table[key]?.(raw[key], path, report);
        if (parsed !== undefined) given[key] = parsed;
      } else {
        const near = nearest(key, known);
        const what = `unknown key${near ? `, did you mean ${join(at, near)}` : ''}`;
        report({ path, what, known, near, level: 'warning', code: 'unknown-key' });
      }
    }
    // A cast that the types cannot spare: each value came from the reader of its own key.
    return given as Given<T>;
  };
};

interface UnionManner<N extends string> {
  /** Fields that all of them may have. */
  readonly also?: Table;
  /** Variants that are taken, and that nobody is told of. */
  readonly hidden?: readonly N[];
}

/** An object of one of several kinds; which one, the word under `tag` says. */
export const union = <N extends string>(
  tag: string,
  variants: Readonly<Record<N, Table>>,
  { also, hidden = [] }: UnionManner<N> = {}
): Read<Readonly<Record<string, unknown>>> => {
  const tables = Object.entries<Table>(variants);
  const readers = new Map(
    tables.map(([name, table]) => [name, fields({ [tag]: (value) => value, ...also, ...table })])
  );
  const known = tables.map(([name]) => name).filter((name) => !(hidden as readonly string[]).includes(name));
  const object = expects(exact.expected, only(isObject), exact);
  const one = expects(`one of ${known.join(', ')}`, (name) => (isText(name) ? readers.get(name) : undefined), exact);
  return (value, at, report) => {
    const raw = object(value, at, report);
    if (!raw) return undefined;
    const name = raw[tag];
    const read = one(name, join(at, tag), (mistake) =>
      report({ ...mistake, known, near: isText(name) ? nearest(name, known) : undefined })
    );
    return read?.(raw, at, report);
  };
};
