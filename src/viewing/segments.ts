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
