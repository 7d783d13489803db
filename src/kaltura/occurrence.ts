import type { Happening } from '../events/happening.js';
import type { PlayReached, ViewingEvent } from '../events/viewing-event.js';

/** What happened, in one word that both of Kaltura's services have an id for, or neither. */
export type Occurrence = Happening['name'] | 'play' | 'replay' | 'resume' | 'pause' | 'seek' | 'speed' | PlayReached;

/**
 * Where a playback session is, as far as both services ask: before its first frame, at it (the `play` that follows is no
 * resume), later, or waiting for data.
 */
export type Stage = 'before' | 'first' | 'on' | 'buffering';

/**
 * What a viewing event is to Kaltura's services. Buffering counts after the first frame only, since players buffer before
 * it, too, and in pairs. The end of media is no pause.
 */
export function occur(stage: Stage, event: ViewingEvent): readonly [Stage, Occurrence | undefined] {
  switch (event.type) {
    case 'started':
      return ['first', event.replay ? 'replay' : 'play'];
    case 'play':
      return stage === 'first' ? ['on', undefined] : [stage, stage === 'before' ? undefined : 'resume'];
    case 'stopped':
      return [stage, event.reason === 'user' ? 'pause' : undefined];
    case 'seek':
      return [stage, 'seek'];
    case 'playbackRateChange':
      return [stage, 'speed'];
    case 'playReached':
      return [stage, event.percent];
    case 'terminated':
      return ['before', undefined];
    case 'happening': {
      const { name } = event.happening;
      if (name === 'bufferStart') return stage === 'on' ? ['buffering', name] : [stage, undefined];
      if (name === 'bufferEnd') return stage === 'buffering' ? ['on', name] : [stage, undefined];
      return [stage, name];
    }
    default:
      return [stage, undefined];
  }
}
