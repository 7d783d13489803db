import { crc32c, masked } from './crc32c.js';
import type { Entry } from './entry.js';
import { varint } from './snappy.js';

/** https://github.com/google/leveldb/blob/main/doc/log_format.md */
const BLOCK = 32_768;
const HEADER = 7;
const [FULL, FIRST, MIDDLE, LAST] = [1, 2, 3, 4];

interface Piece {
  readonly type: number;
  readonly bytes: Buffer;
  readonly isSure: boolean;
}

/** The pieces of records, as far as they can be found. The last one may be cut off: whoever wrote it was. */
function* piecesOf(file: Buffer): Generator<Piece> {
  for (let at = 0; at + HEADER <= file.length;) {
    const left = BLOCK - (at % BLOCK);
    if (left < HEADER) {
      at += left;
      continue;
    }
    const length = file.readUInt16LE(at + 4);
    const type = file.readUInt8(at + 6);
    const end = at + HEADER + length;
    if (!type && !length) at += left;
    else if (HEADER + length > left || type > LAST) {
      yield { type: 0, bytes: file.subarray(at, at), isSure: false };
      at += left;
    } else {
      if (end > file.length) return;
      const isSure = masked(crc32c(file.subarray(at + 6, end))) === file.readUInt32LE(at);
      yield { type, bytes: file.subarray(at + HEADER, end), isSure };
      at = end;
    }
  }
}

/** Whether all checksums of a log, or of a manifest, are right. @param isWhole it must not be cut off, either */
export function isLogSound(file: Buffer, isWhole = false): boolean {
  let bytes = 0;
  for (const { bytes: piece, isSure } of piecesOf(file)) {
    if (!isSure) return false;
    bytes += HEADER + piece.length;
  }
  return !isWhole || (bytes > 0 && file.length - bytes < HEADER);
}

/** What one commit says, as far as it can be read. */
function* commitOf(bytes: Buffer, isSure: boolean): Generator<Entry> {
  let sequence = bytes.readUIntLE(0, 6) + bytes.readUInt16LE(6) * 2 ** 48;
  for (let at = 12; at < bytes.length; sequence++) {
    const isPut = bytes.readUInt8(at) === 1;
    const [keyLength, keyAt] = varint(bytes, at + 1);
    at = keyAt + keyLength;
    const key = bytes.toString('utf8', keyAt, at);
    let value: string | undefined;
    if (isPut) {
      const [length, valueAt] = varint(bytes, at);
      at = valueAt + length;
      value = bytes.toString('utf8', valueAt, at);
    }
    if (at > bytes.length) throw new RangeError('an entry is out of bounds');
    yield { key, value, sequence, isSure };
  }
}

/** All that can be read of a log. */
export function readLog(file: Buffer): readonly Entry[] {
  const entries: Entry[] = [];
  let pieces: readonly Piece[] = [];
  for (const piece of piecesOf(file)) {
    pieces = piece.type === FULL || piece.type === FIRST ? [piece] : [...pieces, piece];
    if (piece.type === FIRST || piece.type === MIDDLE) continue;
    try {
      const isSure = pieces.every(({ isSure }) => isSure);
      for (const entry of commitOf(Buffer.concat(pieces.map(({ bytes }) => bytes)), isSure)) entries.push(entry);
    } catch {
      // The rest of this commit cannot be read.
    }
    pieces = [];
  }
  return entries;
}
