import type { Happening } from '../events/happening.js';
import { anything, flag, from0, maybe, number, text, word } from './json-values.js';
import { isText } from './kinds.js';
import { expects, union, type Read, type Table } from './reader.js';

const slot = word('preroll', 'midroll', 'postroll', 'overlay', 'prebumper', 'postbumper');
const step = word('start', 'click', 'firstQuartile', 'midpoint', 'thirdQuartile');
const phase = word('beforePlay', 'beforePlaying', 'playing');
const textOrNumber: Read<string | number> = expects('text or a number', (value) =>
  isText(value) || typeof value === 'number' ? value : undefined
);
const bitrate = maybe(from0);

/** What each happening says beside its name: the one table of them. docs/adapters.md shows it. */
export const HAPPENINGS = {
  loaded: {},
  playRequest: {},
  bufferStart: {},
  bufferEnd: {},
  fullScreenEnter: {},
  fullScreenExit: {},
  shareOpen: {},
  downloadOpen: {},
  downloadClick: {},
  reportOpen: {},
  infoOpen: {},
  relatedOpen: {},
  relatedSelect: {},
  shareNetwork: { network: text },
  reportSubmit: { reportType: textOrNumber },
  ad: { step, slot },
  error: { code: number('a number'), details: maybe(text), phase, recoverable: maybe(flag) },
  captions: { language: text },
  audioSelect: { language: text },
  sourceSelect: { bitrate },
  flavorSwitch: { bitrate },
  view: { sound: maybe(flag), fullScreen: maybe(flag) },
  // Whose fields Kaltura's statistics decide, the destination reads.
  host: { type: anything, fields: anything }
} as const satisfies { readonly [N in Happening['name']]: Table };

/** A happening, with nothing in it that nobody knows. A `host` is to be read once more, by `readHost` of stats/. */
export const happening = union('name', HAPPENINGS) as Read<Happening>;
