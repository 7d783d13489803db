import type { PlayerEventName, Verb } from '../settings/settings.js';
import { ADL, AS, TC, VERB } from './iri.js';

export const verb = (id: string, display: string): Verb => ({ id, display: { en: display } });

/** The verbs of the xAPI Video Profile, https://w3id.org/xapi/video. */
export const PROFILE = {
  initialized: verb(ADL + 'initialized', 'initialized'),
  played: verb(VERB + 'played', 'played'),
  paused: verb(VERB + 'paused', 'paused'),
  seeked: verb(VERB + 'seeked', 'seeked'),
  interacted: verb(ADL + 'interacted', 'interacted'),
  completed: verb(ADL + 'completed', 'completed'),
  terminated: verb(ADL + 'terminated', 'terminated')
} as const;

/**
 * Kaltura's vocabulary: `watch` is the guide's own verb, the others are the registered ones that fit best. Every one can
 * be replaced by the setting `verbs`.
 */
export const KALTURA: Readonly<Record<PlayerEventName, Verb>> = {
  playProgress: verb(AS + 'watch', 'watched'),
  play: verb(AS + 'play', 'played'),
  pause: verb(TC + 'verb/paused', 'paused'),
  seek: PROFILE.seeked,
  playbackRateChange: PROFILE.interacted,
  terminated: PROFILE.terminated
};
