import type { Statement } from '../../src/xapi/statement.js';
import { parseSegments, type Span } from './judges/played-segments.js';

export const V = 'https://w3id.org/xapi/video/extensions/';
export const K = 'http://tincan-definitions.kaltura.com/extensions/';
const PROGRESS = 'https://w3id.org/xapi/cmi5/result/extensions/progress';

/** A result extension of the Video Profile. */
export const said = ({ result }: Statement, name: string): unknown => result?.extensions?.[V + name];

/** A context extension of the Video Profile. */
export const where = ({ context }: Statement, name: string): unknown => context.extensions[V + name];

export const timeOf = (statement: Statement): number => Number(said(statement, 'time'));
export const sessionOf = (statement: Statement): string => String(where(statement, 'session-id'));
export const wordOf = ({ verb }: Statement): string => Object.values(verb.display)[0] ?? verb.id;

/** From and to of a seek. */
export const jumpOf = (statement: Statement): Span => [
  Number(said(statement, 'time-from')),
  Number(said(statement, 'time-to'))
];

export const segmentsOf = (statement: Statement): readonly Span[] =>
  parseSegments(String(said(statement, 'played-segments'))) ?? [];

/** Seconds on the wall clock that the statement claims. */
export const spentOf = ({ result }: Statement): number => Number(/^PT([\d.]+)S$/.exec(result?.duration ?? '')?.[1]);

/**
 * A statement in a few words, so that a whole viewing can be compared at a glance: `watched 25`, `seeked`. Positions are
 * left out, for they depend on how busy the machine is; where they matter the spec looks at them.
 */
export function brief(statement: Statement): string {
  const percent = statement.result?.extensions?.[PROGRESS];
  const word = wordOf(statement);
  if (percent !== undefined) return `${word} ${String(percent)}${statement.result?.completion ? ' finished' : ''}`;
  if (word === 'interacted') return `${word} ${String(where(statement, 'speed'))}`;
  return word;
}

export const briefly = (statements: readonly Statement[]): readonly string[] => statements.map(brief);

/** Up to there, in seconds, a viewing begins at the beginning. */
const BEGINNING = 1;

/**
 * The same of media of that many seconds, where a viewing may begin in the middle: a first milestone that says the percentage
 * of its own position is `watched from here`, for how far a slow machine had played by then is no matter.
 */
export const brieflyFromHere = (statements: readonly Statement[], duration: number): readonly string[] =>
  statements.map((statement, index) => {
    const before = statements[index - 1];
    const at = timeOf(statement);
    const there = `watched ${at < BEGINNING ? 0 : Math.floor((100 * at) / duration)}`;
    const begins = before !== undefined && wordOf(before) === 'played' && brief(statement) === there;
    return begins ? 'watched from here' : brief(statement);
  });

/** All statements with that word. */
export const those = (statements: readonly Statement[], word: string): readonly Statement[] =>
  statements.filter((statement) => brief(statement) === word || wordOf(statement) === word);

/** The first statement with those brief words; a spec that asks for one that is not there has failed. */
export function the(statements: readonly Statement[], words: string): Statement {
  const found = those(statements, words)[0];
  if (!found) throw new Error(`no "${words}" among ${briefly(statements).join(', ')}`);
  return found;
}

/** Whole viewings as lists of brief words. */
export const QUARTERS = ['watched 0', 'watched 25', 'watched 50', 'watched 75', 'watched 100 finished'] as const;
export const STRAIGHT = ['played', ...QUARTERS] as const;
/** Played to the end again, in the same registration: nothing is finished twice. */
export const AGAIN = ['played', 'watched 0', 'watched 25', 'watched 50', 'watched 75', 'watched 100'] as const;
