/** A folder that cannot be used, with a message that names it and says what to do. */
export class Refusal extends Error {
  public override readonly name = 'Refusal';
  /** Its files are damaged. */
  public readonly isDamage: boolean;

  public constructor(message: string, isDamage = false) {
    super(message);
    this.isDamage = isDamage;
  }
}

export const damaged = (directory: string, what: string): Refusal =>
  new Refusal(
    `The outbox ${directory} is damaged (${what}): put back a copy of the folder, or move it away to begin with an empty one.`,
    true
  );

/** The innermost words: what the system said. */
function causeOf(error: unknown): { readonly code: string; readonly words: string } {
  const { code = '', cause, message } = error as { readonly code?: string; readonly cause?: unknown; message?: string };
  return cause === undefined ? { code, words: message ?? String(error) } : causeOf(cause);
}

/** What a full disk says, and a quota, and a limit of file sizes. */
export const isFull = (error: unknown): boolean =>
  /no space|too large|quota|ENOSPC|EFBIG|EDQUOT/i.test(causeOf(error).words);

export const locked = (directory: string): Refusal =>
  new Refusal(
    `The outbox ${directory} is in use by another process. One at a time: end the other one, or name another folder.`
  );

/** Says of a failure which folder it is about and what can be done. */
export function explain(directory: string, error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code, words } = causeOf(error);
  if (code === 'LEVEL_LOCKED') return locked(directory);
  // A file of its own that is not there, or cannot be what it is for: its name or its length is damaged.
  const isOwn = words.includes(`${directory}/`) && /no such file|invalid argument|MANIFEST$/i.test(words);
  if (code === 'LEVEL_CORRUPTION' || isOwn) return damaged(directory, words.replace(/[^\x20-\x7e]/g, '?'));
  const remedy = isFull(error)
    ? 'Make room on that disk, then go on: what was accepted before is kept'
    : /denied|permitted|read-only/i.test(words)
      ? 'Give this user leave to write there, or name another folder'
      : 'Look after that disk, or name another folder; what was accepted before is kept';
  return new Refusal(`The outbox ${directory} cannot be used (${words}). ${remedy}.`);
}
