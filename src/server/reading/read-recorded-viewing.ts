import type { PlaybackEvent } from '../../events/playback-event.js';
import { entry, viewer } from './read-entry.js';
import { readEvent } from './read-event.js';
import { list, maybe, noOthers, object, uuid, words, type Complain } from './read-fields.js';
import type { Before } from './read-times.js';
import { checkUnits } from './units.js';
import type { RecordedViewing } from './recorded-viewing.js';

/** So many problems are told; who has more has one cause. */
const MOST = 10;

const KEYS = ['id', 'entry', 'viewer', 'registration', 'events'];

function readEvents(value: unknown, complain: Complain): readonly PlaybackEvent[] {
  const events: PlaybackEvent[] = [];
  const raw = list(value, 'events', complain) ?? [];
  if (Array.isArray(value) && !raw.length) complain('events', 'empty: there is nothing to tell');
  let before: Before | undefined;
  let closed: string | undefined;
  raw.forEach((each, i) => {
    const path = `events[${i}]`;
    if (closed) complain(path, `comes after ${closed}, which is the close: the viewing is over then`);
    const read = readEvent(each, path, before, complain);
    if (!read) return;
    before = read.at;
    events.push(read.event);
    if (read.event.type === 'close') closed = path;
  });
  return events;
}

/**
 * Reads a whole recorded viewing, as JSON has it: `{id?, entry, viewer?, registration?, events}`. Nothing unknown is
 * passed over. An entry that is not live needs a duration above 0, of its own or in a `durationchange` event.
 */
export function readRecordedViewing(
  value: unknown
): { readonly viewing: RecordedViewing } | { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const complain: Complain = (path, what) => void problems.push(`${path}: ${what}`);
  const raw = object(value, 'viewing', complain);
  if (!raw) return { problems };
  noOthers(raw, KEYS, '', complain);
  const id = maybe(words)(raw['id'], 'id', complain);
  const registration = maybe(uuid)(raw['registration'], 'registration', complain);
  const read = entry(raw['entry'], 'entry', complain);
  const who = maybe(viewer)(raw['viewer'], 'viewer', complain);
  const events = readEvents(raw['events'], complain);
  const measured = !read || read.kind === 'live' || read.duration !== undefined || read.clip?.to !== undefined;
  if (!problems.length && !measured && !events.some(({ type }) => type === 'durationchange'))
    complain('entry.duration', 'missing, expected seconds above 0: nobody can tell how much of it was watched');
  if (read && !problems.length) checkUnits(events, read, complain);
  if (!read || problems.length) return { problems: told(problems) };
  const names = { ...(id !== undefined && { id }), ...(registration !== undefined && { registration }) };
  return { viewing: { ...names, entry: read, viewer: who ?? {}, events } };
}

const told = (problems: readonly string[]): readonly string[] =>
  problems.length > MOST ? [...problems.slice(0, MOST), `and ${problems.length - MOST} more`] : problems;
