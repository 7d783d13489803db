import type { Instant } from '../../events/playback-event.js';
import { EPOCH, TIMES } from '../../schema/playback-event.js';
import type { Report } from '../../schema/reader.js';
import { isCalendarDay } from './calendar-day.js';
import { shown } from '../../schema/shown.js';

/** The last moment of a viewing, and where it stands in the list. */
export interface Before extends Instant {
  readonly path: string;
  /** Whether events bring a monotonic time of their own. */
  readonly hasMono: boolean;
}

/** With a time of day and a zone, or nobody knows when it was. */
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** What year dates have four digits for: later ones are microseconds by mistake. */
const LATEST = Date.UTC(10_000, 0) - 1;

const isPlausible = (wall: number): boolean => wall >= EPOCH && wall <= LATEST;

/** What a number may be that is no time in milliseconds. */
const unitOf = (wall: unknown): string => {
  if (typeof wall !== 'number') return '';
  if (isPlausible(wall * 1000)) return ', which are seconds';
  return isPlausible(wall / 1000) ? ', which are microseconds' : '';
};

function wallOf({ wall, timestamp }: Readonly<Record<string, unknown>>, path: string, report: Report): number {
  if (wall !== undefined && timestamp !== undefined) {
    report({
      path: `${path}.wall`,
      what: 'given twice: it is wall (milliseconds since 1970) or timestamp (ISO 8601), not both'
    });
  } else if (timestamp !== undefined) {
    const isTime = typeof timestamp === 'string' && ISO.test(timestamp) && isCalendarDay(timestamp.slice(0, 10));
    const parsed = isTime ? Date.parse(timestamp) : NaN;
    if (isPlausible(parsed)) return parsed;
    const what = Number.isNaN(parsed) ? 'a time as 2026-01-31T12:00:00.000Z' : 'the time of a clock that is set';
    report({ path: `${path}.timestamp`, what: `expected ${what}`, got: timestamp });
  } else if (typeof wall === 'number' && isPlausible(wall)) {
    return wall;
  } else {
    const what = 'expected milliseconds since 1970 (or timestamp: ISO 8601)';
    const isMissing = wall === undefined;
    report({
      path: `${path}.wall`,
      what: isMissing ? `missing, ${what}` : `${what}, got ${shown(wall)}${unitOf(wall)}`
    });
  }
  return NaN;
}

/**
 * When an event happened. `mono`: milliseconds on a clock that never goes back, whatever its zero; left out in all events
 * of a viewing, the wall clock does for it. `wall`: milliseconds since 1970, or an ISO 8601 string under `timestamp`.
 * @param before the event before it: time never goes back
 * @param now what holds for an event that names no time at all; without it that is a mistake
 */
export function readTimes(
  raw: Readonly<Record<string, unknown>>,
  path: string,
  before: Before | undefined,
  report: Report,
  now?: Instant
): Before | undefined {
  const isNow = now && Object.keys(TIMES).every((name) => raw[name] === undefined);
  const wall = isNow ? now.wall : wallOf(raw, path, report);
  if (Number.isNaN(wall)) return undefined;
  const hasMono = isNow ? (before?.hasMono ?? true) : raw['mono'] !== undefined;
  const mono = isNow ? (hasMono ? now.mono : wall) : hasMono ? raw['mono'] : wall;
  const name = `${path}.${hasMono ? 'mono' : 'wall'}`;
  if (typeof mono !== 'number' || !Number.isFinite(mono)) {
    report({ path: name, what: 'expected milliseconds on a monotonic clock', got: mono });
    return undefined;
  }
  if (before && before.hasMono !== hasMono) {
    const which = hasMono ? `given, which ${before.path} has not` : `missing, which ${before.path} has`;
    report({ path: `${path}.mono`, what: `${which}: all events of a viewing bring it, or none does` });
    return undefined;
  }
  if (before && mono < before.mono) {
    report({ path: name, what: `back in time: ${mono} is before ${before.mono} of ${before.path}` });
    return undefined;
  }
  return { mono, wall, path, hasMono };
}
