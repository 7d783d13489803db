/** The folder of what waits, or the input, cannot be read or written. What was committed before stays. */
export class StorageError extends Error {
  public override readonly name = 'StorageError';
}

/** What a failure of the system is, in words; never more than its own message. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return 'no space is left on the device (ENOSPC)';
  if (code === 'EACCES' || code === 'EPERM') return `no permission (${code})`;
  if (code === 'EROFS') return 'the file system is read-only (EROFS)';
  return error.message;
}
