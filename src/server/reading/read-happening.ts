import type { Happening } from '../../events/happening.js';
import { flag, least0, maybe, noOthers, number, object, oneOf, text, type ReadValue } from './read-fields.js';
import { readHost } from '../../stats/stats-collect.js';
import { nearest } from '../../schema/nearest.js';

type Fields = Readonly<Record<string, ReadValue<unknown>>>;

const slot = oneOf('preroll', 'midroll', 'postroll', 'overlay', 'prebumper', 'postbumper');

const reportType: ReadValue<string | number> = (value, path, complain) =>
  typeof value === 'number' ? value : text(value, path, complain);

const anything: ReadValue<unknown> = (value) => value;

/** What each happening says beside its name. */
const HAPPENINGS: { readonly [N in Happening['name']]: Fields } = {
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
  reportSubmit: { reportType: maybe(reportType) },
  ad: { step: oneOf('start', 'click', 'firstQuartile', 'midpoint', 'thirdQuartile'), slot },
  error: {
    code: number,
    details: maybe(text),
    phase: oneOf('beforePlay', 'beforePlaying', 'playing'),
    recoverable: maybe(flag)
  },
  captions: { language: text },
  audioSelect: { language: text },
  sourceSelect: { bitrate: maybe(least0) },
  flavorSwitch: { bitrate: maybe(least0) },
  view: { sound: maybe(flag), fullScreen: maybe(flag) },
  // Read as a whole, below.
  host: { type: anything, fields: anything }
};

const isName = (name: unknown): name is Happening['name'] =>
  typeof name === 'string' && Object.keys(HAPPENINGS).includes(name);

/** What happened beside the content. @see Happening */
export const happening: ReadValue<Happening> = (value, path, complain) => {
  const raw = object(value, path, complain);
  if (!raw) return undefined;
  const { name } = raw;
  if (!isName(name)) {
    const near = typeof name === 'string' ? nearest(name, Object.keys(HAPPENINGS)) : undefined;
    complain(
      `${path}.name`,
      `expected one of ${Object.keys(HAPPENINGS).join(', ')}${near ? `; did you mean ${near}?` : ''}`
    );
    return undefined;
  }
  const fields = HAPPENINGS[name];
  noOthers(raw, ['name', ...Object.keys(fields)], path, complain);
  if (name === 'host') {
    const host = readHost(raw['type'], raw['fields']);
    if (host.type === 'event') return host.happening;
    complain(path, `host: ${host.reason}`);
    return undefined;
  }
  const read: Record<string, unknown> = { name };
  for (const [key, reader] of Object.entries(fields)) {
    const field = reader(raw[key], `${path}.${key}`, complain);
    if (field !== undefined) read[key] = field;
  }
  // Each field was read by the table of this very name.
  return read as unknown as Happening;
};
