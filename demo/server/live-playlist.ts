/** A programme that never ends, made of a short film that is repeated. Times in milliseconds since 1970. */
export interface Programme {
  /** When its first segment began. */
  readonly epoch: number;
  /** How many segments the film has, and how long each of them is. */
  readonly segments: number;
  readonly segmentMs: number;
  /** How far back a viewer can go. */
  readonly windowMs: number;
}

/** Where a segment of the programme comes from. */
export function filmSegment(programme: Programme, sequence: number): number {
  return sequence % programme.segments;
}

/** The segments that are listed at a moment: those that are over and not yet out of the window. */
export function listed(programme: Programme, now: number): { first: number; count: number } {
  const over = Math.max(0, Math.floor((now - programme.epoch) / programme.segmentMs));
  const count = Math.min(over, Math.floor(programme.windowMs / programme.segmentMs));
  return { first: over - count, count };
}

/**
 * The media playlist at a moment (RFC 8216). The film's clock starts anew with each round, so each round begins with a
 * discontinuity; those that have left the window are counted, or a player that reloads the list would lose its place.
 */
export function livePlaylist(programme: Programme, now: number, uri: (sequence: number) => string): string {
  const { first, count } = listed(programme, now);
  const seconds = (programme.segmentMs / 1000).toFixed(3);
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    `#EXT-X-TARGETDURATION:${Math.ceil(programme.segmentMs / 1000)}`,
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${first === 0 ? 0 : Math.floor((first - 1) / programme.segments)}`,
    '#EXT-X-INDEPENDENT-SEGMENTS'
  ];
  for (let sequence = first; sequence < first + count; sequence += 1) {
    if (sequence > 0 && filmSegment(programme, sequence) === 0) lines.push('#EXT-X-DISCONTINUITY');
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(programme.epoch + sequence * programme.segmentMs).toISOString()}`);
    lines.push(`#EXTINF:${seconds},`, uri(sequence));
  }
  return `${lines.join('\n')}\n`;
}
