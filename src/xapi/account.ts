import type { ViewingEvent } from '../events/viewing-event.js';
import { X } from './iri.js';
import { playedSegments, seconds, share } from './numbers.js';
import type { Extensions } from './statement.js';

/** Where the playhead was, in both vocabularies' words. */
export const time = ({ position }: ViewingEvent): Extensions => ({ [X + 'time']: seconds(position) });

/** What was truly watched, as a share of the whole. */
export const progress = ({ evidence: { watched } }: ViewingEvent): Extensions => ({
  [X + 'progress']: watched === undefined ? undefined : share(watched)
});

export const segments = ({ evidence }: ViewingEvent): Extensions => ({
  [X + 'played-segments']: playedSegments(evidence.segments)
});
