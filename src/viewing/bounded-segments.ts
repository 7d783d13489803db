import type { Segment } from '../events/viewing-event.js';

/** More segments than these make a statement too long: ten thousand seeks would be a statement of 200 kB. */
export const MOST_SEGMENTS = 300;

const milliseconds = (seconds: number): number => Math.round(seconds * 1000);

/** Leaves out segments that a later one repeats to the millisecond, the oldest first, until no more than `most` are left. */
function withoutRepeats(segments: readonly Segment[], most: number): Segment[] {
  const nameOf = ([from, to]: Segment): string => `${milliseconds(from)} ${milliseconds(to)}`;
  const left = new Map<string, number>();
  for (const segment of segments) left.set(nameOf(segment), (left.get(nameOf(segment)) ?? 0) + 1);
  let surplus = segments.length - most;
  return segments.filter((segment) => {
    const name = nameOf(segment);
    const count = left.get(name) ?? 0;
    left.set(name, count - 1);
    return surplus <= 0 || count < 2 || surplus-- <= 0;
  });
}

/** The place of the smallest step forward from one segment to the next, or -1 where all of them go back. */
function smallestGap(segments: readonly Segment[]): number {
  let smallest = Infinity;
  let place = -1;
  for (let next = 1; next < segments.length; next++) {
    const gap = (segments[next]?.[0] ?? 0) - (segments[next - 1]?.[1] ?? 0);
    if (gap < 0 || gap >= smallest) continue;
    smallest = gap;
    place = next - 1;
  }
  return place;
}

/**
 * At most so many segments, in the order of watching: exact repeats go first, then neighbours with the smallest gap
 * between them become one, so that what is told covers more than was watched. Nothing is counted by it.
 */
export function boundSegments(segments: readonly Segment[], most: number = MOST_SEGMENTS): readonly Segment[] {
  if (segments.length <= most) return segments;
  let bound = withoutRepeats(segments, most);
  while (bound.length > most) {
    // Watched backwards: the order of watching has no gap forward, that of the content has.
    if (smallestGap(bound) < 0) bound = bound.sort((a, b) => a[0] - b[0]);
    const place = Math.max(smallestGap(bound), 0);
    const [from, to] = [bound[place], bound[place + 1]];
    if (!from || !to) break;
    bound.splice(place, 2, [from[0], Math.max(from[1], to[1])]);
  }
  return bound;
}
