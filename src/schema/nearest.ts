const pairs = (word: string): readonly string[] =>
  [...word.toLowerCase()].map((letter, at, letters) => letter + (letters[at + 1] ?? '.'));

/**
 * The known key that was probably meant: the one that shares most pairs of neighbouring letters (Dice's coefficient,
 * a third of the code of an edit distance, and it sees `apiKey` in `key`). Nothing when nothing is near.
 */
export const nearest = (key: string, known: readonly string[]): string | undefined => {
  // Names may be of any length where content says them.
  const ours = pairs(key.slice(0, 64));
  let best: string | undefined;
  let most = 0.3;
  for (const candidate of known) {
    const theirs = pairs(candidate);
    const shared = (2 * ours.filter((pair) => theirs.includes(pair)).length) / (ours.length + theirs.length);
    if (shared > most) [best, most] = [candidate, shared];
  }
  return best;
};
