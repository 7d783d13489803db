import type { Instant, PlaybackEvent, Surroundings } from '../../events/playback-event.js';
import { nearest } from '../../schema/nearest.js';
import {
  flag,
  join,
  least0,
  maybe,
  noOthers,
  object,
  oneOf,
  position,
  positive,
  shape,
  shown,
  text,
  type Complain,
  type ReadValue
} from './read-fields.js';
import { happening } from './read-happening.js';
import { readTimes, TIMES, type Before } from './read-times.js';

const surroundings: ReadValue<Surroundings> = shape({
  captions: maybe(flag),
  captionLanguage: maybe(text),
  volume: maybe(least0),
  fullScreen: maybe(flag),
  screenSize: maybe(text),
  playbackSize: maybe(text),
  quality: maybe(least0),
  frameRate: maybe(least0),
  track: maybe(text),
  userAgent: maybe(text)
});

/** Who stops recording has left. */
const why: ReadValue<'source' | 'leaving'> = (value, path, complain) =>
  value === undefined ? 'leaving' : oneOf('source', 'leaving')(value, path, complain);

/** Players that do not know it leave it out. */
const seeking = maybe(flag);

/** What each event says beside its type and its times. */
const EVENTS: { readonly [T in PlaybackEvent['type']]: Readonly<Record<string, ReadValue<unknown>>> } = {
  play: { position, seeking },
  playing: { position, seeking },
  pause: { position, seeking, ended: maybe(flag) },
  timeupdate: { position, seeking },
  waiting: { position, seeking },
  seeking: { position, seeking },
  seeked: { position, seeking },
  ratechange: { position, seeking, rate: positive },
  durationchange: { duration: positive },
  ended: { position, seeking },
  adstart: {},
  adend: {},
  surroundings: { position, seeking, surroundings },
  happening: { happening },
  tick: {},
  close: { position, seeking, reason: why }
};

const isType = (type: unknown): type is PlaybackEvent['type'] =>
  typeof type === 'string' && Object.keys(EVENTS).includes(type);

/** Those that anybody has a reason to record: `tick` is the fold's own. */
const TYPES = Object.keys(EVENTS).filter((type) => type !== 'tick');

/** An event that can be taken, and its moment. */
export interface ReadEvent {
  readonly event: PlaybackEvent;
  readonly at: Before;
}

/**
 * Reads one playback event: `type`, its times (`readTimes`) and what its type says; nothing else. Positions are seconds,
 * `null` (which JSON makes of `NaN`) where the player does not know it.
 */
export function readEvent(
  value: unknown,
  path: string,
  before: Before | undefined,
  complain: Complain,
  now?: Instant
): ReadEvent | undefined {
  const raw = object(value, path, complain);
  if (!raw) return undefined;
  const { type } = raw;
  if (!isType(type)) {
    const near = typeof type === 'string' ? nearest(type, TYPES) : undefined;
    const what = `expected one of ${TYPES.join(', ')}${type === undefined ? '' : `, got ${shown(type)}`}`;
    complain(
      join(path, 'type'),
      `${type === undefined ? 'missing, ' : ''}${what}${near ? `; did you mean ${near}?` : ''}`
    );
    return undefined;
  }
  const fields = EVENTS[type];
  let faults = 0;
  const heard: Complain = (where, what) => {
    faults++;
    complain(where, what);
  };
  noOthers(raw, ['type', ...TIMES, ...Object.keys(fields)], path, heard);
  const at = readTimes(raw, path, before, heard, now);
  const read: Record<string, unknown> = { type, mono: at?.mono, wall: at?.wall };
  for (const [key, reader] of Object.entries(fields)) {
    const field = reader(raw[key], join(path, key), heard);
    if (field !== undefined) read[key] = field;
  }
  // Each field was read by the table of this very type.
  return at && !faults ? { event: read as unknown as PlaybackEvent, at } : undefined;
}
