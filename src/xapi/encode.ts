import type { ViewingEvent } from '../events/viewing-event.js';
import { entryActivity } from './activity.js';
import { contextOf } from './context.js';
import { inKalturaWords } from './kaltura.js';
import type { EncodeContext } from './encode-context.js';
import type { Statement } from './statement.js';
import { inProfileWords, PROFILE_CATEGORIES } from './video-profile.js';

/** What an encoder is handed. */
export interface EncodePorts {
  /** A fresh UUID v4. */
  readonly id: () => string;
  /** The next timestamp at or after this one, in milliseconds since 1970, later than any given before. */
  readonly stamp: (at: number) => number;
}

/** A viewing event as statements: none, one, or one in each vocabulary. */
export function encode(
  event: ViewingEvent,
  encodeContext: EncodeContext,
  { id, stamp }: EncodePorts
): readonly Statement[] {
  const { vocabulary } = encodeContext.wording;
  const state = (profile: boolean): Statement[] => {
    const saying = (profile ? inProfileWords : inKalturaWords)(event, encodeContext);
    if (!saying) return [];
    return [
      {
        id: saying.id ?? id(),
        actor: encodeContext.actor,
        verb: saying.verb,
        object: entryActivity(encodeContext, event.duration, profile),
        result: saying.result,
        context: contextOf(encodeContext, saying.context ?? {}, profile ? PROFILE_CATEGORIES : []),
        timestamp: new Date(stamp(event.at)).toISOString()
      }
    ];
  };
  return [...(vocabulary === 'kaltura' ? [] : state(true)), ...(vocabulary === 'video' ? [] : state(false))];
}
