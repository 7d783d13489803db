import type { EventName, Verb } from '../settings/settings.js';
import { ADL, AS, TC, V } from './iri.js';

const verb = (id: string, display: string): Verb => ({ id, display: { en: display } });

/**
 * Kaltura's vocabulary: `watch` is the guide's own verb, the others are the registered ones that fit best. Every one can
 * be replaced by the setting `verbs`.
 */
export const KALTURA: Readonly<Record<EventName, Verb>> = {
  playProgress: verb(AS + 'watch', 'watched'),
  play: verb(AS + 'play', 'played'),
  pause: verb(TC + 'verb/paused', 'paused'),
  seek: verb(V + 'verbs/seeked', 'seeked'),
  playbackRateChange: verb(ADL + 'interacted', 'interacted'),
  terminated: verb(ADL + 'terminated', 'terminated')
};

/** The verbs of the xAPI Video Profile, https://w3id.org/xapi/video. */
export const PROFILE = {
  initialized: verb(ADL + 'initialized', 'initialized'),
  played: verb(V + 'verbs/played', 'played'),
  paused: verb(V + 'verbs/paused', 'paused'),
  seeked: verb(V + 'verbs/seeked', 'seeked'),
  interacted: verb(ADL + 'interacted', 'interacted'),
  completed: verb(ADL + 'completed', 'completed'),
  terminated: verb(ADL + 'terminated', 'terminated')
} as const;
