/** A number of seven bits a byte, and where it ends. @throws RangeError */
export function varint(bytes: Buffer, at: number): readonly [value: number, next: number] {
  let value = 0;
  let factor = 1;
  for (let next = at; next < at + 8; next++) {
    const byte = bytes.readUInt8(next);
    value += (byte & 127) * factor;
    if (byte < 128) return [value, next + 1];
    factor *= 128;
  }
  throw new RangeError('a number is too long');
}

/** No block is larger than one value, and a value is one statement, or one viewing's draft. */
const MOST = 64 * 1024 * 1024;

/**
 * Undoes Snappy's compression. https://github.com/google/snappy/blob/main/format_description.txt
 * @throws RangeError for what is none
 */
export function unsnappy(bytes: Buffer): Buffer {
  const [length, start] = varint(bytes, 0);
  if (length > MOST) throw new RangeError('the length cannot be');
  const out = Buffer.alloc(length);
  let to = 0;
  for (let at = start; at < bytes.length;) {
    const tag = bytes.readUInt8(at++);
    const kind = tag & 3;
    if (kind === 0) {
      const more = Math.max(0, (tag >>> 2) - 59);
      const size = (more ? bytes.readUIntLE(at, more) : tag >>> 2) + 1;
      at += more;
      if (at + size > bytes.length || to + size > length) throw new RangeError('a literal is too long');
      bytes.copy(out, to, at, at + size);
      at += size;
      to += size;
      continue;
    }
    const size = kind === 1 ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1;
    const width = kind === 1 ? 1 : kind === 2 ? 2 : 4;
    const offset = bytes.readUIntLE(at, width) + (kind === 1 ? (tag >>> 5) << 8 : 0);
    at += width;
    if (!offset || offset > to || to + size > length) throw new RangeError('a copy is out of bounds');
    // Byte by byte: what is copied may overlap what it is copied to.
    for (let i = 0; i < size; i++, to++) out[to] = out[to - offset] ?? 0;
  }
  if (to !== length) throw new RangeError('it ends too early');
  return out;
}
