import type { RowOutline } from './store-index.js';

/**
 * What is kept under which key. All that there is to know of a parcel but its body is in its key, so that a folder with
 * much in it is opened without reading the bodies.
 */
export const LETTER = 'letter!';
export const ROW = 'row!';
const DIGITS = 11;

/** Numbers whose order as text is their own. */
const pad = (key: number): string => key.toString(36).padStart(DIGITS, '0');

export const FORMAT = 'format';
export const letterKey = (key: number): string => LETTER + pad(key);
export const noteKey = (lane: string): string => `note!${lane}`;
export const EVICTED = 'evicted!';
export const DRAFT = 'draft!';
export const LANE = 'lane!';
export const MEMO = 'memo!';
export const MARK = 'mark!';

export const rowKey = ({ key, id, lane, kind, at, bytes }: RowOutline): string =>
  ROW + pad(key) + JSON.stringify([id, lane, kind, at, bytes]);

export const numberOf = (key: string, prefix: string): number =>
  parseInt(key.slice(prefix.length, prefix.length + DIGITS), 36);

/** Of a key that this very package wrote; LevelDB keeps checksums. */
export function readRowKey(key: string): RowOutline {
  const [id, lane, kind, at, bytes] = JSON.parse(key.slice(ROW.length + DIGITS)) as [
    string,
    string,
    RowOutline['kind'],
    number | null,
    number
  ];
  return { key: numberOf(key, ROW), id, lane, kind, at: at ?? NaN, bytes };
}

/** All keys that begin so. */
export const range = (prefix: string): { readonly gte: string; readonly lt: string } => ({
  gte: prefix,
  lt: `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`
});
