import { stringify } from '../stringify.js';

/**
 * A short salted digest (FNV-1a), enough to tell "the same as before" from "another one". Thirty-two bits on purpose:
 * too few to give a secret back to whoever reads the note.
 */
export function digest(salt: number | string, text: string): string {
  let hash = 0x811c9dc5;
  for (const char of `${salt}${text}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return String(hash);
}

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
  return words.map((word) => ((word ^ (word >>> 15)) >>> 0).toString(36).padStart(7, '0')).join('');
}
