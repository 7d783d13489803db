import { look } from './look.js';
import { parseSegments, type Span } from './played-segments.js';
import { extension } from './video-profile.js';

/** A statement with more segments says so, and tells no more than these. */
const MOST = 300;
export const MERGED = 'http://tincan-definitions.kaltura.com/extensions/segmentsMerged';

const time = (statement: unknown, name: string): readonly number[] => {
  const value = look(statement, 'result', 'extensions', extension(name));
  return typeof value === 'number' ? [value] : [];
};

/**
 * Played segments are those of the whole registration, in the order of watching: each statement repeats what earlier
 * ones said, at most with a longer last segment, and each end point is a time that some statement sent.
 */
export function judgeSegments(statements: readonly unknown[]): string[] {
  const complaints: string[] = [];
  const sent = new Set<number>();
  let before: readonly Span[] = [];

  for (const statement of statements) {
    for (const value of [...time(statement, 'time'), ...time(statement, 'time-from'), ...time(statement, 'time-to')]) {
      sent.add(value);
    }
    const text = look(statement, 'result', 'extensions', extension('played-segments'));
    const spans = typeof text === 'string' ? parseSegments(text) : undefined;
    if (!spans) continue;
    if (spans.length > MOST) complaints.push(`${spans.length} segments, more than ${MOST}`);
    // Shortened: some segments are gone, and others reach over a gap. Their ends are still times that were sent.
    const merged = look(statement, 'result', 'extensions', MERGED) === true;
    if (!merged && !continues(before, spans))
      complaints.push(`segments ${write(spans)} do not go on from ${write(before)}`);
    for (const end of spans.flat()) {
      if (!sent.has(end)) complaints.push(`segments ${write(spans)}: ${end} is the time of no statement`);
    }
    before = spans;
  }
  return complaints;
}

function continues(before: readonly Span[], now: readonly Span[]): boolean {
  return before.every((span, i) => {
    const same = now[i];
    const last = i === before.length - 1;
    return same !== undefined && same[0] === span[0] && (last ? same[1] >= span[1] : same[1] === span[1]);
  });
}

function write(spans: readonly Span[]): string {
  return `[${spans.map((span) => span.join('..')).join(', ')}]`;
}
