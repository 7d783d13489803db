/**
 * A short salted digest (FNV-1a), enough to tell "the same as before" from "another one". Thirty-two bits on purpose:
 * too few to give a secret back to whoever reads the note.
 */
export function digest(salt: number | string, text: string): string {
  let hash = 0x811c9dc5;
  for (const char of `${salt}${text}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return String(hash);
}
