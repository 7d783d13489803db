import type { PlaybackEvent, Surroundings } from '../events/playback-event.js';
import { happening } from './happening.js';
import { above0, anything, flag, maybe, number, text, word } from './json-values.js';
import { isText } from './kinds.js';
import { exact, expects, fields, union, type Read, type Table } from './reader.js';

const size = maybe(
  expects(
    "a size in pixels, such as '1280x720'",
    (value) => (isText(value) && /^\d+x\d+$/.test(value) ? value : undefined),
    exact
  )
);

/** What shows round the picture; what is not known stays out. */
const SURROUNDINGS = {
  captions: maybe(flag),
  captionLanguage: maybe(text),
  volume: maybe(number('a number from 0 (mute) to 1', (value) => value >= 0 && value <= 1)),
  fullScreen: maybe(flag),
  screenSize: size,
  playbackSize: size,
  quality: maybe(above0),
  frameRate: maybe(above0),
  track: maybe(text),
  userAgent: maybe(text)
} as const satisfies { readonly [K in keyof Surroundings]-?: Read<Surroundings[K]> };

/** JSON makes `null` of what is no number to it. */
const orUnknown =
  (read: Read<number>): Read<number> =>
  (value, path, report) =>
    value === null || Number.isNaN(value) ? NaN : read(value, path, report);

const position = orUnknown(number('seconds from 0 (null: the player does not know)', (value) => value >= 0));

/** Elements say that a programme never ends. */
const duration: Read<number> = (value, path, report) => (value === Infinity ? value : position(value, path, report));

const sourceOrLeaving = word('source', 'leaving');

/** Who stops reporting has left. */
const reason: Read<'source' | 'leaving'> = (value, path, report) =>
  value === undefined ? 'leaving' : sourceOrLeaving(value, path, report);

/** Where the player is; those that do not know whether they seek leave it out. */
const here = { position, seeking: maybe(flag) };

/** What each event of a player says beside its type and its times: the one table of them. docs/adapters.md shows it. */
export const PLAYBACK_EVENTS = {
  play: here,
  playing: here,
  pause: { ...here, ended: maybe(flag) },
  timeupdate: here,
  waiting: here,
  seeking: here,
  seeked: here,
  ratechange: { ...here, rate: above0 },
  durationchange: { duration },
  ended: here,
  adstart: {},
  adend: {},
  surroundings: { ...here, surroundings: fields(SURROUNDINGS, exact) },
  happening: { happening },
  tick: {},
  close: { ...here, reason }
} as const satisfies { readonly [T in PlaybackEvent['type']]: Table };

/** When it happened; who needs to know reads it. */
export const TIMES = { mono: anything, wall: anything, timestamp: anything };

/** Earlier than this is no time in milliseconds since 1970: 1973, or seconds by mistake. */
export const EPOCH = 1e11;

/** A playback event, and its times as they were given. `tick` is the fold's own: nobody is told of it. */
export const playbackEvent = union('type', PLAYBACK_EVENTS, { also: TIMES, hidden: ['tick'] });
