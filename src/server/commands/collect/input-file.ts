import { createHash, type Hash } from 'node:crypto';
import { open, realpath, stat, type FileHandle } from 'node:fs/promises';
import { isObject } from '../../../schema/kinds.js';
import type { Mark } from '../../folder/file-store.js';
import { StorageError, wordsOf } from '../storage-error.js';
import { UsageError } from '../usage-error.js';
import type { Line } from './lines.js';

/** A file of viewings, and how far it was taken before. */
export interface InputFile {
  readonly bytes: number;
  /** Where to go on. `changed`: it was taken in part, and is another one since. */
  readonly start: { readonly offset: number; readonly lines: number; readonly changed: boolean };
  /** From `start` on. To be read once. */
  read(): AsyncIterable<Buffer>;
  /** A name for a viewing that has none: its place, and what is there, so that another file's is never taken for it. */
  nameOf(line: Line & { readonly bytes: Buffer }): string;
  /** To be committed with what came of the line, which is the last one that was read. */
  markOf(line: Line): Mark;
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

/** What a mark says: how far it was taken, and the digest of all that is before. */
interface Place {
  readonly to: number;
  readonly lines: number;
  readonly digest: string;
}

function readPlace(mark: string | undefined): Place | undefined {
  if (mark === undefined) return undefined;
  const place: unknown = JSON.parse(mark);
  return isObject(place) ? (place as unknown as Place) : undefined;
}

/** All from the beginning to a place, digested; undefined where that is not what it was. To read is quick beside to send. */
async function provenTo(file: FileHandle, { to, digest: before }: Place): Promise<Hash | undefined> {
  const hash = createHash('sha256');
  if (to > 0)
    for await (const chunk of file.createReadStream({ start: 0, end: to - 1, autoClose: false }))
      hash.update(chunk as Buffer);
  return hash.copy().digest('hex') === before ? hash : undefined;
}

/**
 * Opens a file of viewings where it was left.
 * @param markOf how far an input was taken, by name
 * @throws UsageError where there is no such file, StorageError where it may not be read
 */
export async function openInputFile(
  path: string,
  markOf: (name: string) => Promise<string | undefined>
): Promise<InputFile> {
  const { file, name, size } = await openFile(path);
  const fingerprint = await fingerprintOf(file);
  const mark = `input ${name} ${fingerprint}`;
  const place = readPlace(await markOf(mark));
  const proven = place && (await provenTo(file, place));
  const { to: offset, lines } = (proven && place) ?? { to: 0, lines: 0 };
  const hash = proven ?? createHash('sha256');
  /** What was read last, and how far that and all before it is digested. */
  let chunk: Buffer = Buffer.alloc(0);
  let digested = offset;
  let from = offset;
  const digestTo = (to: number): void => {
    hash.update(chunk.subarray(digested - from, to - from));
    digested = to;
  };

  async function* read(): AsyncGenerator<Buffer> {
    for await (const next of file.createReadStream({ start: offset, autoClose: false })) {
      // Whoever wants more is done with the lines that end in what they had.
      digestTo(from + chunk.length);
      from += chunk.length;
      chunk = next as Buffer;
      yield chunk;
    }
  }

  return {
    bytes: size,
    start: { offset, lines, changed: place !== undefined && !proven },
    read,
    nameOf: ({ from: at, bytes }) => `${fingerprint}:${at}:${digest(bytes)}`,
    markOf: ({ to, number }) => {
      digestTo(to);
      const value: Place = { to, lines: number, digest: hash.copy().digest('hex') };
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
    if (code === 'EACCES' || code === 'EPERM')
      throw new StorageError(`The input ${path} cannot be read: ${wordsOf(error)}.`);
    throw new UsageError(`The input ${path} cannot be read (${code}).`);
  }
}
