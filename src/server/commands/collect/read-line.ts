import { readRecordedViewing } from '../../reading/read-recorded-viewing.js';
import type { RecordedViewing } from '../../reading/recorded-viewing.js';
import type { Line } from './lines.js';

/** A line that can be read. */
export type ReadableLine = Extract<Line, { readonly text: string }>;

/** What a line holds: a viewing, nothing at all, or why neither. */
export type Reading =
  | { readonly type: 'viewing'; readonly viewing: RecordedViewing; readonly line: ReadableLine }
  | { readonly type: 'empty' }
  | { readonly type: 'broken'; readonly reasons: readonly string[] };

/** Of so many mistakes in one line the others are of the same kind. */
const MOST = 5;

const broken = (...reasons: readonly string[]): Reading => ({
  type: 'broken',
  reasons: reasons.length > MOST ? [...reasons.slice(0, MOST), `and ${reasons.length - MOST} more`] : reasons
});

export function readLine(line: Line): Reading {
  if ('unreadable' in line) return broken(line.unreadable);
  if (!line.text.trim()) return { type: 'empty' };
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch (error) {
    return broken(`no valid JSON (${error instanceof Error ? error.message.slice(0, 150) : 'unknown reason'})`);
  }
  const read = readRecordedViewing(value);
  return 'problems' in read ? broken(...read.problems) : { type: 'viewing', viewing: read.viewing, line };
}
