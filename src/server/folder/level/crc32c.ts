/** CRC-32C, reflected, as LevelDB uses it. RFC 3720, B.4. */
const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

/** Goes on with a checksum, which begins with all bits set and is inverted at its end. */
export const step = (crc: number, byte: number): number => (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);

export const inverted = (crc: number): number => ~crc >>> 0;

export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = step(crc, bytes[i] ?? 0);
  return inverted(crc);
}

/** What is stored of a checksum: LevelDB turns it, since a checksum of data with checksums in it is a weak one. */
export const masked = (crc: number): number => (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
