import type { Parcel } from './ports.js';

/** Length in UTF-8, which is what limits are counted in. Halves of a surrogate pair are two bytes each. */
export function utf8Length(body: string): number {
  // What is read from the storage may be anything.
  const text = String(body);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    length += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return length;
}

/** Bytes of these parcels as one JSON array. */
export function arrayLength(parcels: readonly Parcel[]): number {
  return parcels.reduce((sum, parcel) => sum + utf8Length(parcel.body) + 1, 1);
}

/** As many from the front as fit into one request; the first one always does. */
export function fill<T extends Parcel>(parcels: readonly T[], count: number, bytes: number): readonly T[] {
  let size = 1;
  const end = parcels.findIndex((parcel, i) => {
    size += utf8Length(parcel.body) + 1;
    return i > 0 && (i >= count || size > bytes);
  });
  return end < 0 ? parcels : parcels.slice(0, end);
}

/** Whether a row is what a parcel must be; storage belongs to the user, and to other scripts of the origin. */
export const isSound = ({ id, body, at }: Parcel): boolean =>
  typeof id === 'string' && typeof body === 'string' && typeof at === 'number';
