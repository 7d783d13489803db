import type { Segment } from '../events/viewing-event.js';

/**
 * Length of the union of segments, in seconds. Segments that lie `gap` or less apart count as touching; 0 counts only
 * what is really covered.
 */
export function covered(segments: readonly Segment[], gap = 0): number {
  let length = 0;
  let reach = -Infinity;
  for (const [from, to] of [...segments].sort((a, b) => a[0] - b[0])) {
    if (to <= reach) continue;
    length += to - (from - reach <= gap ? reach : from);
    reach = to;
  }
  return length;
}

/** The place in a union of the first segment that ends at or behind a position. */
function placeOf(union: readonly Segment[], position: number): number {
  let low = 0;
  let high = union.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((union[middle]?.[1] ?? Infinity) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How much of a segment a union does not cover, in seconds. */
export function uncovered(union: readonly Segment[], [from, to]: Segment): number {
  let length = to - from;
  for (let place = placeOf(union, from); place < union.length; place++) {
    const [start = 0, end = 0] = union[place] ?? [];
    if (start >= to) break;
    length -= Math.min(end, to) - Math.max(start, from);
  }
  return Math.max(length, 0);
}

/** A union with one more segment: in order of position, and none touches another. It grows with the content, not with time. */
export function include(union: readonly Segment[], [from, to]: Segment): readonly Segment[] {
  const first = placeOf(union, from);
  let last = first;
  let [start, end] = [from, to];
  for (let touched = union[last]; touched && touched[0] <= to; touched = union[++last]) {
    start = Math.min(start, touched[0]);
    end = Math.max(end, touched[1]);
  }
  return [...union.slice(0, first), [start, end], ...union.slice(last)];
}
