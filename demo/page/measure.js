// @ts-check
/** Arithmetic on segments: what the timeline draws and what the two big numbers say. Pure. */

/** @typedef {import('../../src/events/viewing-event.js').Segment} Segment */
/** @typedef {{ from: number, to: number, times: number }} Stretch played `times` times */

/**
 * Cuts overlapping segments into stretches that were played equally often, in order.
 * @param {readonly Segment[]} segments
 * @returns {Stretch[]}
 */
export function stretches(segments) {
  const edges = segments
    .filter(([from, to]) => to > from)
    .flatMap(([from, to]) => [
      { at: from, step: 1 },
      { at: to, step: -1 }
    ])
    .sort((a, b) => a.at - b.at);
  /** @type {Stretch[]} */
  const found = [];
  let times = 0;
  let since = 0;
  for (const { at, step } of edges) {
    if (times > 0 && at > since) {
      const last = found[found.length - 1];
      if (last && last.to === since && last.times === times) last.to = at;
      else found.push({ from: since, to: at, times });
    }
    times += step;
    since = at;
  }
  return found;
}

/**
 * How many pieces of content played without a gap.
 * @param {readonly Segment[]} segments
 */
export const pieces = (segments) =>
  stretches(segments).filter(({ from }, index, all) => from !== all[index - 1]?.to).length;

/**
 * Seconds of content that played at least once.
 * @param {readonly Segment[]} segments
 */
export const playedSeconds = (segments) => stretches(segments).reduce((sum, { from, to }) => sum + to - from, 0);

/**
 * The furthest point that really played.
 * @param {readonly Segment[]} segments
 */
export const furthest = (segments) => segments.reduce((most, [from, to]) => (to > from ? Math.max(most, to) : most), 0);
