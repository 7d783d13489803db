import type { Happening } from '../../events/happening.js';
import type { Instant, PlaybackEvent } from '../../events/playback-event.js';
import { playbackEvent } from '../../schema/playback-event.js';
import type { Report } from '../../schema/reader.js';
import { readHost } from '../../stats/collect.js';
import { readTimes, type Before } from './read-times.js';

/** An event that can be taken, and its moment. */
export interface ReadEvent {
  readonly event: PlaybackEvent;
  readonly at: Before;
}

/** A happening, with what the application tells by itself read by the rules of `collect()`. */
function withHost(happening: Happening, path: string, report: Report): Happening {
  if (happening.name !== 'host') return happening;
  const host = readHost(happening.type, happening.fields);
  if (host.type === 'event') return host.happening;
  report({ path, what: `host: ${host.reason}` });
  return happening;
}

/**
 * Reads one playback event: `type`, its times (`readTimes`) and what its type says; nothing else. Positions are seconds,
 * `null` (which JSON makes of `NaN`) where the player does not know it.
 */
export function readEvent(
  value: unknown,
  path: string,
  before: Before | undefined,
  report: Report,
  now?: Instant
): ReadEvent | undefined {
  let faults = 0;
  const heard: Report = (mistake) => {
    faults++;
    report(mistake);
  };
  const raw = playbackEvent(value, path, heard);
  if (!raw) return undefined;
  const at = readTimes(raw, path, before, heard, now);
  const { timestamp, ...fields } = raw;
  // Each field was read by the table of this very type.
  let event = { ...fields, mono: at?.mono, wall: at?.wall } as unknown as PlaybackEvent;
  if (event.type === 'happening' && !faults)
    event = { ...event, happening: withHost(event.happening, `${path}.happening`, heard) };
  return at && !faults ? { event, at } : undefined;
}
