import type { RowOutline } from './store-index.js';

/**
 * What is kept under which key. All that there is to know of a parcel but its body is in its key, so that a folder with
 * much in it is opened without reading the bodies.
 */
export const LETTER = 'letter!';
export const ROW = 'row!';
export const NOTE = 'note!';
export const EVICTED = 'evicted!';
export const DRAFT = 'draft!';
export const LANE = 'lane!';
export const MEMO = 'memo!';
export const MARK = 'mark!';
/** What was found to be damaged, under the key that it had. */
export const DAMAGED = 'damaged!';
const DIGITS = 11;

/** The shape of what is in the folder. It has no checksum: each version reads it. */
export const FORMAT = 'format';
/** Makes the digests of this folder other ones than elsewhere. */
export const SALT = 'salt';
/** How much the folder must hold. */
export const TALLY = 'tally';
/** What was lost, until somebody has seen it. */
export const DAMAGE = 'damage';

/** What is counted apart. */
export const KINDS = ['parcels', 'letters', 'drafts', 'marks', 'others'] as const;
export type Kind = (typeof KINDS)[number];

const PREFIXES: readonly (readonly [string, Kind])[] = [
  [ROW, 'parcels'],
  [LETTER, 'letters'],
  [DRAFT, 'drafts'],
  [MARK, 'marks']
];

export const kindOf = (key: string): Kind => PREFIXES.find(([prefix]) => key.startsWith(prefix))?.[1] ?? 'others';

/** Numbers whose order as text is their own. */
const pad = (key: number): string => key.toString(36).padStart(DIGITS, '0');

export const letterKey = (key: number): string => LETTER + pad(key);
export const noteKey = (lane: string): string => NOTE + lane;

export const rowKey = ({ key, id, lane, kind, at, bytes }: RowOutline): string =>
  ROW + pad(key) + JSON.stringify([id, lane, kind, at, bytes]);

export const numberOf = (key: string, prefix: string): number =>
  parseInt(key.slice(prefix.length, prefix.length + DIGITS), 36);

/** Undefined where a key cannot be read: it is damaged. */
export function readRowKey(key: string): RowOutline | undefined {
  const number = numberOf(key, ROW);
  try {
    const [id, lane, kind, at, bytes] = JSON.parse(key.slice(ROW.length + DIGITS)) as [
      string,
      string,
      RowOutline['kind'],
      number | null,
      number
    ];
    return Number.isSafeInteger(number) ? { key: number, id, lane, kind, at: at ?? NaN, bytes } : undefined;
  } catch {
    return undefined;
  }
}

export interface Range {
  readonly gte: string;
  readonly lt: string;
}

/** All keys that begin so. */
export const range = (prefix: string): Range => ({
  gte: prefix,
  lt: `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`
});

/** All keys there are. */
export const ALL: Range = { gte: '', lt: '\u{10ffff}' };

/** What is about the folder, and what must not be done once more: it stays when all is to be forgotten. */
export const isLasting = (key: string): boolean =>
  key === FORMAT || key === TALLY || key === SALT || key.startsWith(MARK);
