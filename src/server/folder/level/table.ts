import { crc32c, inverted, masked, step } from './crc32c.js';
import type { Entry } from './entry.js';
import { unsnappy, varint } from './snappy.js';

/** https://github.com/google/leveldb/blob/main/doc/table_format.md */
const FOOTER = 48;
const MAGIC = 0xdb4775248b80fb57n;
const TRAILER = 5;

interface Handle {
  readonly offset: number;
  readonly size: number;
}

interface Block {
  readonly bytes: Buffer;
  readonly isCompressed: boolean;
  readonly isSure: boolean;
}

function handleAt(bytes: Buffer, at: number): readonly [Handle, number] {
  const [offset, middle] = varint(bytes, at);
  const [size, end] = varint(bytes, middle);
  return [{ offset, size }, end];
}

/** @throws RangeError where it is not inside of the file */
function blockAt(file: Buffer, { offset, size }: Handle): Block {
  const end = offset + size + 1;
  const sum = file.readUInt32LE(end);
  const type = file.readUInt8(end - 1);
  const isSure = masked(crc32c(file.subarray(offset, end))) === sum;
  return { bytes: file.subarray(offset, end - 1), isCompressed: type === 1, isSure };
}

const plain = ({ bytes, isCompressed }: Block): Buffer => (isCompressed ? unsnappy(bytes) : bytes);

/** The keys and values of a block, as far as they can be read. */
function* pairsOf(block: Buffer): Generator<readonly [Buffer, Buffer]> {
  const end = block.length - 4 - 4 * block.readUInt32LE(block.length - 4);
  let key = Buffer.alloc(0);
  for (let at = 0; at < end;) {
    const [shared, a] = varint(block, at);
    const [own, b] = varint(block, a);
    const [length, c] = varint(block, b);
    if (shared > key.length || c + own + length > end) throw new RangeError('an entry is out of bounds');
    key = Buffer.concat([key.subarray(0, shared), block.subarray(c, c + own)]);
    yield [key, block.subarray(c + own, c + own + length)];
    at = c + own + length;
  }
}

/** LevelDB puts behind each key when it was written, and whether it was deleted then. */
function entryOf(key: Buffer, value: Buffer, isSure: boolean): Entry {
  const at = key.length - 8;
  const sequence = key.readUIntLE(at + 1, 6) + key.readUInt8(at + 7) * 2 ** 48;
  const isDeleted = key.readUInt8(at) === 0;
  return { key: key.toString('utf8', 0, at), value: isDeleted ? undefined : value.toString(), sequence, isSure };
}

/** The places of a table's blocks. @throws RangeError */
function handlesOf(file: Buffer): { readonly data: readonly Handle[]; readonly isSure: boolean } {
  const footer = file.subarray(file.length - FOOTER);
  const [meta, next] = handleAt(footer, 0);
  const [index] = handleAt(footer, next);
  const [metaBlock, indexBlock] = [blockAt(file, meta), blockAt(file, index)];
  const filters = [...pairsOf(plain(metaBlock))].map(([, value]) => blockAt(file, handleAt(value, 0)[0]));
  return {
    data: [...pairsOf(plain(indexBlock))].map(([, value]) => handleAt(value, 0)[0]),
    isSure:
      footer.readBigUInt64LE(FOOTER - 8) === MAGIC && [metaBlock, indexBlock, ...filters].every(({ isSure }) => isSure)
  };
}

/** Whether all checksums of a table are right. */
export function isTableSound(file: Buffer): boolean {
  try {
    const { data, isSure } = handlesOf(file);
    return isSure && data.every((handle) => blockAt(file, handle).isSure);
  } catch {
    return false;
  }
}

/** The end of a block whose place nothing tells: where the checksum of what is before stands. */
function blockFrom(file: Buffer, offset: number): Handle | undefined {
  let crc = 0xffffffff;
  for (let at = offset; at + TRAILER <= file.length; at++) {
    crc = step(crc, file.readUInt8(at));
    // The last byte of what is summed up is the block's type.
    if (file.readUInt32LE(at + 1) === masked(inverted(crc))) return { offset, size: at - offset };
  }
  return undefined;
}

/** The blocks of a table whose index cannot be read, from its beginning to the first one that is damaged. */
function handlesWithoutIndex(file: Buffer): readonly Handle[] {
  const handles: Handle[] = [];
  for (let handle = blockFrom(file, 0); handle; handle = blockFrom(file, handle.offset + handle.size + TRAILER))
    handles.push(handle);
  return handles;
}

/** All that can be read of a table. */
export function readTable(file: Buffer): readonly Entry[] {
  const entries: Entry[] = [];
  let handles: readonly Handle[];
  try {
    const { data, isSure } = handlesOf(file);
    handles = isSure ? data : [...data, ...handlesWithoutIndex(file)];
  } catch {
    handles = handlesWithoutIndex(file);
  }
  for (const handle of handles) {
    try {
      const block = blockAt(file, handle);
      for (const [key, value] of pairsOf(plain(block))) entries.push(entryOf(key, value, block.isSure));
    } catch {
      // The rest of this block cannot be read.
    }
  }
  return entries;
}
