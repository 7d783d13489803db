import { open, readFile, type FileHandle } from 'node:fs/promises';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { withoutSum, withSum } from './checksum.js';
import { EMPTY, type Tally } from './tally.js';

/** Beside LevelDB's own files, which LevelDB leaves alone. */
export const TALLY_FILE = 'TALLY';

/** All versions of it are of one length, so that one is written over the other in place: a full disk takes it, too. */
const BYTES = 512;

/** What is known outside of LevelDB. */
export interface Outside {
  readonly tally: Tally;
  /** The folder's salt once more: with another one, what waits in lanes would not be found. Empty before there is one. */
  readonly salt: string;
}

/**
 * The tally of the last commit, in a file of its own: LevelDB's log may lose its end, and the tally that is kept there with
 * it.
 */
export interface TallyFile {
  /** What it says; `damaged` where that cannot be read, undefined where there was none. */
  says(): Outside | 'damaged' | undefined;
  /** Never fails: an older tally notices less, and nothing that is not so. */
  write(outside: Outside): void;
  close(): Promise<void>;
}

const text = (outside: Outside): string => `${withSum(TALLY_FILE, JSON.stringify(outside)).padEnd(BYTES - 1)}\n`;

type Said = ReturnType<TallyFile['says']>;

async function read(path: string): Promise<Said> {
  const written = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (written === undefined) return undefined;
  const said = withoutSum(TALLY_FILE, written.trimEnd());
  return said === undefined ? 'damaged' : (JSON.parse(said) as Outside);
}

/** Begins anew: on the disk before anything is counted, so that none is ever found half made. */
async function make(path: string): Promise<FileHandle> {
  const file = await open(path, 'w', 0o600);
  await file.writeFile(text({ tally: EMPTY, salt: '' }));
  await file.sync();
  return file;
}

export async function openTallyFile(directory: string): Promise<TallyFile> {
  const path = join(directory, TALLY_FILE);
  let said = await read(path);
  const file = typeof said === 'object' ? await open(path, 'r+') : await make(path);
  return {
    says: () => said,
    write(outside) {
      said = outside;
      try {
        writeSync(file.fd, text(outside), 0);
      } catch {
        // The disk is full, or gone: the next one that is written counts.
      }
    },
    close: () => file.close()
  };
}
