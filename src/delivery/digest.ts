/**
 * A short salted digest (FNV-1a), enough to tell "the same as before" from "another one". Thirty-two bits on purpose:
 * too few to give a secret back to whoever reads the note.
 */
export function digest(salt: string, text: string): string {
  let hash = 0x811c9dc5;
  for (const char of salt + text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return `${salt}.${hash}`;
}

/** Whether a digest was made of this text. */
export function matches(made: string, text: string): boolean {
  return made === digest(made.split('.')[0] ?? '', text);
}
