import type { Segment } from '../events/viewing-event.js';

/** At most three decimals, as the Video Profile asks. */
export const seconds = (value: number): number => Math.round(value * 1000) / 1000;

/** A share of the whole, 0 to 1, floored: 0.9999 watched is not 1. */
export const share = (value: number): number => Math.floor(value * 1000 + 1e-6) / 1000;

/** ISO 8601, in hundredths of a second: LRSs may cut off more. */
export const isoDuration = (value: number): string => `PT${Math.round(value * 100) / 100}S`;

/** The Video Profile's played-segments: `0.000[.]12.000[,]14.000[.]21.000`, in the order of watching. */
export const playedSegments = (segments: readonly Segment[]): string =>
  segments.map(([from, to]) => `${from.toFixed(3)}[.]${to.toFixed(3)}`).join('[,]');
