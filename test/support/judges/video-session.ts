import { look } from './look.js';
import { parseSegments, unionOf } from './played-segments.js';
import { judgeSegments, MERGED } from './session-segments.js';
import { extension, type TemplateName } from './video-profile.js';
import { isVideoStatement, templatesOf } from './video-template.js';

/** Gaps that the completion test closes (docs/viewing.md): engines start at 0.2 to 0.7 s. */
const GAP = 1;
/** Positions have 3 decimals, so a quotient of sums of them may be off by a little more. */
const ROUNDING = 0.002;

const THRESHOLD_IN: readonly TemplateName[] = ['initialized', 'paused', 'completed', 'terminated'];

export interface SessionOptions {
  /** Every session is over, so each must end with `terminated`. */
  readonly over?: boolean;
}

/**
 * Everything that is wrong with the order and the sums of the video statements among `statements`, which are those of
 * one viewer in the order in which they were stored. Statements of other vocabularies are passed over.
 */
export function judgeSession(statements: readonly unknown[], { over = false }: SessionOptions = {}): string[] {
  const video = statements.filter(isVideoStatement);
  const sessions = groupBy(video, (s) => String(look(s, 'context', 'extensions', extension('session-id'))));
  const registrations = groupBy(video, (s) => String(look(s, 'context', 'registration')));
  return [
    ...[...sessions].flatMap(([id, list]) => judgeOrder(id, list, over).map((what) => `session ${id}: ${what}`)),
    ...[...registrations].flatMap(([id, list]) => judgeSums(list).map((what) => `registration ${id}: ${what}`))
  ];
}

function judgeOrder(sessionId: string, statements: readonly unknown[], over: boolean): string[] {
  const complaints: string[] = [];
  const names = statements.map(nameOf);
  if (names[0] !== 'initialized') complaints.push(`begins with ${names[0]}, not initialized`);
  if (names.filter((name) => name === 'initialized').length > 1) complaints.push('initialized more than once');
  if (look(statements[0], 'id') !== sessionId) complaints.push('the session id is not the id of initialized');
  const end = names.indexOf('terminated');
  if (end >= 0 && end < names.length - 1) complaints.push(`${names[end + 1]} after terminated`);
  if (end < 0 && over) complaints.push('never terminated');

  let playing = false;
  for (const name of names) {
    if (name === 'played') playing = true;
    if (name === 'paused') {
      if (!playing) complaints.push('paused, but nothing played');
      playing = false;
    }
    if (name === 'terminated' && playing) complaints.push('terminated while playing, without paused');
  }

  const thresholds = statements
    .filter((s) => THRESHOLD_IN.includes(nameOf(s)))
    .map((s) => look(s, 'context', 'extensions', extension('completion-threshold')) ?? 1);
  if (new Set(thresholds).size > 1) complaints.push(`completion-threshold differs: ${thresholds.join(', ')}`);
  return complaints;
}

function judgeSums(statements: readonly unknown[]): string[] {
  const complaints: string[] = [];
  const times = statements.map((s) => String(look(s, 'timestamp')));
  times.forEach((time, i) => {
    const before = times[i - 1];
    if (before !== undefined && time <= before)
      complaints.push(`${nameOf(statements[i])} at ${time}, not after ${before}`);
  });

  const completed = statements.filter((s) => nameOf(s) === 'completed');
  if (completed.length > 1) complaints.push(`completed ${completed.length} times`);

  for (const s of statements) {
    const sums = sumsOf(s);
    if (!sums) continue;
    const { spans, progress, length } = sums;
    const share = unionOf(spans) / length;
    const merged = look(s, 'result', 'extensions', MERGED) === true;
    // Merged segments cover more than was watched; what counts is the progress.
    if (merged ? progress > share + ROUNDING : Math.abs(progress - share) > ROUNDING) {
      complaints.push(`${nameOf(s)}: progress ${progress}, but the segments cover ${share.toFixed(3)}`);
    }
    const threshold = Number(look(s, 'context', 'extensions', extension('completion-threshold')) ?? 1);
    if (nameOf(s) === 'completed' && unionOf(spans, GAP, length) / length < threshold - ROUNDING) {
      complaints.push(`completed at ${share.toFixed(3)}, before the threshold ${threshold}`);
    }
  }
  return [...complaints, ...judgeSegments(statements)];
}

function sumsOf(statement: unknown) {
  const text = look(statement, 'result', 'extensions', extension('played-segments'));
  const progress = look(statement, 'result', 'extensions', extension('progress'));
  const length = look(statement, 'context', 'extensions', extension('length'));
  const spans = typeof text === 'string' ? parseSegments(text) : undefined;
  if (!spans || typeof progress !== 'number' || typeof length !== 'number') return undefined;
  return { spans, progress, length };
}

/** The three templates of `interacted` are one kind of event here. */
function nameOf(statement: unknown): TemplateName {
  return templatesOf(statement)[0] ?? 'closed-captioning';
}

function groupBy(list: readonly unknown[], key: (item: unknown) => string): Map<string, unknown[]> {
  const groups = new Map<string, unknown[]>();
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
