import type { ViewingEvent } from '../events/viewing-event.js';
import { boundSegments } from '../viewing/bounded-segments.js';
import { K, X } from './iri.js';
import { playedSegments, seconds, share } from './numbers.js';
import type { Extensions } from './statement.js';

/** Where the playhead was, in both vocabularies' words. */
export const time = ({ position }: ViewingEvent): Extensions => ({ [X + 'time']: seconds(position) });

/** What was truly watched, as a share of the whole. */
export const progress = ({ evidence: { watched } }: ViewingEvent): Extensions => ({
  [X + 'progress']: watched === undefined ? undefined : share(watched)
});

/** No more of them than a statement can carry; one that had to be shortened says so. */
export function segments({ evidence }: ViewingEvent): Extensions {
  const told = boundSegments(evidence.segments);
  const merged = evidence.merged === true || told.length < evidence.segments.length;
  return { [X + 'played-segments']: playedSegments(told), [K + 'segmentsMerged']: merged || undefined };
}
