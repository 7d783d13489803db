/** Sixty-four bits as two numbers. */
export type Sum = readonly [number, number];

/**
 * A checksum of a text against accidents, such as flipped bits; it is none against people. One changed character always
 * changes it: each step is a bijection of what came before. Short texts, such as keys, cost less than a call into `crypto`.
 */
export function sumOf(text: string, seed = 0): Sum {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
    // The high bits are mixed the best: they go where the next step spreads them.
    a = (a << 13) | (a >>> 19);
    b = (b << 17) | (b >>> 15);
  }
  a = Math.imul(a ^ (b >>> 15), 0x85ebca6b);
  b = Math.imul(b ^ (a >>> 13), 0xc2b2ae35);
  return [(a ^ (b >>> 16)) >>> 0, (b ^ (a >>> 16)) >>> 0];
}

export const plus = ([a, b]: Sum, [c, d]: Sum): Sum => [(a ^ c) >>> 0, (b ^ d) >>> 0];

const DIGITS = 7;
const digits = (number: number): string => number.toString(36).padStart(DIGITS, '0');

const LENGTH = 2 * DIGITS;

/** The checksum of a value under its key: a value that stands under another key is as bad as a changed one. */
const textSum = (key: string, value: string): string => {
  const [a, b] = sumOf(value, sumOf(key)[0]);
  return digits(a) + digits(b);
};

/** A value as it is written: its checksum first. */
export const withSum = (key: string, value: string): string => textSum(key, value) + value;

/** What was written; undefined where it is not what was written. */
export function withoutSum(key: string, written: string): string | undefined {
  const value = written.slice(LENGTH);
  return written.slice(0, LENGTH) === textSum(key, value) ? value : undefined;
}
