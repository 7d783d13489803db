import { createHash } from 'node:crypto';
import { open, realpath, stat, type FileHandle } from 'node:fs/promises';
import { isObject } from '../../../settings/kinds.js';
import type { Mark } from '../../folder/file-store.js';
import { UsageError } from '../usage-error.js';
import type { Line } from './lines.js';

/** A file of viewings, and how far it was taken before. */
export interface InputFile {
  readonly bytes: number;
  /** Where to go on. `changed`: it was taken in part, and is another one since. */
  readonly start: { readonly offset: number; readonly lines: number; readonly changed: boolean };
  /** From `start` on. */
  read(): AsyncIterable<Buffer>;
  /** A name for a viewing that has none: its place, and what is there, so that another file's is never taken for it. */
  nameOf(line: Line & { readonly bytes: Buffer }): string;
  /** To be committed with what came of the line. */
  markOf(line: Line & { readonly bytes: Buffer }): Mark;
  close(): Promise<void>;
}

/** Bytes of the first line that tell a file from others at most. */
const HEAD = 65_536;

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 24);

async function bytesAt(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position: from });
  return buffer.subarray(0, bytesRead);
}

/** A file that grows stays the same one: its first line does not change. */
async function fingerprintOf(file: FileHandle): Promise<string> {
  const head = await bytesAt(file, 0, HEAD);
  const newline = head.indexOf(0x0a);
  return digest(newline < 0 ? head : head.subarray(0, newline));
}

/** What a mark says: the last line that was taken, so that it can be seen whether it still is there. */
interface Place {
  readonly from: number;
  readonly to: number;
  readonly lines: number;
  readonly bytes: number;
  readonly digest: string;
}

function readPlace(mark: string | undefined): Place | undefined {
  if (mark === undefined) return undefined;
  const place: unknown = JSON.parse(mark);
  return isObject(place) ? (place as unknown as Place) : undefined;
}

async function isThere(file: FileHandle, { from, to, bytes, digest: before }: Place): Promise<boolean> {
  const line = await bytesAt(file, from, to - from);
  // The mark of UTF-8 and the line's end are no part of what was digested.
  return [0, 3].some((skip) => digest(line.subarray(skip, skip + bytes)) === before) && line.length === to - from;
}

/**
 * Opens a file of viewings where it was left.
 * @param markOf how far an input was taken, by name
 * @throws UsageError where there is no such file
 */
export async function openInputFile(
  path: string,
  markOf: (name: string) => Promise<string | undefined>
): Promise<InputFile> {
  const { file, name, size } = await openFile(path);
  const fingerprint = await fingerprintOf(file);
  const mark = `input ${name} ${fingerprint}`;
  const place = readPlace(await markOf(mark));
  const same = place !== undefined && (await isThere(file, place));
  const start = { offset: same ? place.to : 0, lines: same ? place.lines : 0, changed: place !== undefined && !same };
  return {
    bytes: size,
    start,
    read: () => file.createReadStream({ start: start.offset, autoClose: false }) as AsyncIterable<Buffer>,
    nameOf: ({ from, bytes }) => `${fingerprint}:${from}:${digest(bytes)}`,
    markOf: ({ from, to, number, bytes }) => {
      const value: Place = { from, to, lines: number, bytes: bytes.length, digest: digest(bytes) };
      return { name: mark, value: JSON.stringify(value) };
    },
    close: () => file.close()
  };
}

async function openFile(path: string): Promise<{ file: FileHandle; name: string; size: number }> {
  try {
    const name = await realpath(path);
    const info = await stat(name);
    // To open a pipe would wait for somebody who writes into it.
    if (!info.isFile()) throw new UsageError(`The input ${path} is no file. To read a pipe, name no file: … < ${path}`);
    return { file: await open(name, 'r'), name, size: info.size };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new UsageError(`The input ${path} cannot be read (${code}).`);
  }
}
