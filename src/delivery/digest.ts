import { stringify } from '../stringify.js';

/** Of thirty-two bits in base 36. */
const DIGITS = 7;

const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/** Odd, so that each multiplication can be undone and loses nothing. */
const FACTORS = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f];

/**
 * A salted digest of 128 bits: two texts never share one. Synchronous, unlike the digests of Web Crypto. It keeps names and
 * addresses out of sight; it does not withstand somebody who guesses them and knows the salt.
 */
export function wideDigest(salt: string, text: string): string {
  const words = FACTORS.map((factor, i) => factor ^ (i + 1));
  const turn = (input: number): void => {
    FACTORS.forEach((factor, i) => {
      const before = words[(i + 3) % 4] ?? 0;
      words[i] = Math.imul(rotate((words[i] ?? 0) ^ (input + before), 11 + i), factor);
    });
  };
  const whole = stringify([salt, text]);
  for (let i = 0; i < whole.length; i++) turn(whole.charCodeAt(i));
  // The last characters reach each bit, too.
  for (let i = 0; i < 8; i++) turn(whole.length + (words[i % 4] ?? 0));
  return words.map((word) => ((word ^ (word >>> 15)) >>> 0).toString(36).padStart(DIGITS, '0')).join('');
}

/**
 * A short salted digest, enough to tell "the same as before" from "another one". Thirty-two bits on purpose:
 * too few to give a secret back to whoever reads the note.
 */
export const digest = (salt: number | string, text: string): string => wideDigest(String(salt), text).slice(0, DIGITS);
