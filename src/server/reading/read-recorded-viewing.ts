import type { PlaybackEvent } from '../../events/playback-event.js';
import { filledText, maybe, object } from '../../schema/json-values.js';
import { exact, expects, fields, type Report } from '../../schema/reader.js';
import { readEntry, readRegistration, readViewer } from './read-entry.js';
import { readEvent } from './read-event.js';
import type { Before } from './read-times.js';
import type { RecordedViewing } from './recorded-viewing.js';
import { sentenceOf } from './sentence.js';
import { checkUnits } from './units.js';

/** So many problems are told; who has more has one cause. */
const MOST = 10;

const list = expects(
  'a list',
  (value): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined),
  exact
);

function readEvents(raw: readonly unknown[], report: Report): readonly PlaybackEvent[] {
  const events: PlaybackEvent[] = [];
  if (!raw.length) report({ path: 'events', what: 'empty: there is nothing to tell' });
  let before: Before | undefined;
  let closed: string | undefined;
  raw.forEach((each, i) => {
    const path = `events[${i}]`;
    if (closed) report({ path, what: `comes after ${closed}, which is the close: the viewing is over then` });
    const read = readEvent(each, path, before, report);
    if (!read) return;
    before = read.at;
    events.push(read.event);
    if (read.event.type === 'close') closed = path;
  });
  return events;
}

const parts = fields({
  id: maybe(filledText),
  entry: readEntry,
  viewer: maybe(readViewer),
  registration: maybe(readRegistration),
  events: list
});

/** Whether an event says how long the media is. */
const isMeasure = (event: PlaybackEvent): boolean =>
  event.type === 'durationchange' && event.duration > 0 && event.duration < Infinity;

/**
 * Reads a whole recorded viewing, as JSON has it: `{id?, entry, viewer?, registration?, events}`. Nothing unknown is
 * passed over. An entry that is not live needs a duration above 0, of its own or in a `durationchange` event.
 */
export function readRecordedViewing(
  value: unknown
): { readonly viewing: RecordedViewing } | { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const report: Report = (mistake) => void problems.push(sentenceOf(mistake));
  if (!object(value, 'viewing', report)) return { problems };
  const { id, entry, viewer = {}, registration, events: raw } = parts(value, '', report) ?? {};
  const events = raw ? readEvents(raw, report) : [];
  const measured = !entry || entry.kind === 'live' || entry.duration !== undefined || entry.clip?.to !== undefined;
  if (!problems.length && !measured && !events.some(isMeasure))
    report({
      path: 'entry.duration',
      what: 'missing, expected seconds above 0: nobody can tell how much of it was watched'
    });
  if (entry && !problems.length) checkUnits(events, entry, report);
  if (!entry || problems.length) return { problems: told(problems) };
  const names = { ...(id !== undefined && { id }), ...(registration !== undefined && { registration }) };
  return { viewing: { ...names, entry, viewer, events } };
}

const told = (problems: readonly string[]): readonly string[] =>
  problems.length > MOST ? [...problems.slice(0, MOST), `and ${problems.length - MOST} more`] : problems;
