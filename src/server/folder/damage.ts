import { KINDS, kindOf, type Kind } from './store-keys.js';
import type { Tally } from './tally.js';

type Counts = Readonly<Partial<Record<Kind, number>>>;

/** How a folder differs from what was written to it. It is kept in the folder until `repair` has told it. */
export interface Damage {
  /** How many of each kind are not there any more. */
  readonly missing: Counts;
  /** How many are there once more that were done with. */
  readonly returned: Counts;
  /** How many are not what was written. They are kept apart. */
  readonly altered: Counts;
  /** The numbers are right, but some entries are there again in the place of others. */
  readonly exchanged: boolean;
  /** What was to be there cannot be said: the tally itself is damaged. */
  readonly uncounted: boolean;
}

export const WHOLE: Damage = { missing: {}, returned: {}, altered: {}, exchanged: false, uncounted: false };

const add = (one: Counts, other: Counts): Counts =>
  Object.fromEntries(
    KINDS.map((kind) => [kind, (one[kind] ?? 0) + (other[kind] ?? 0)] as const).filter(([, count]) => count > 0)
  );

export const both = (one: Damage, other: Damage): Damage => ({
  missing: add(one.missing, other.missing),
  returned: add(one.returned, other.returned),
  altered: add(one.altered, other.altered),
  exchanged: one.exchanged || other.exchanged,
  uncounted: one.uncounted || other.uncounted
});

const isNone = (counts: Counts): boolean => !Object.keys(counts).length;

export const isWhole = ({ missing, returned, altered, exchanged, uncounted }: Damage): boolean =>
  !uncounted && !exchanged && isNone(missing) && isNone(returned) && isNone(altered);

function countsOf(keys: readonly string[]): Counts {
  const counts: Partial<Record<Kind, number>> = {};
  for (const key of keys) counts[kindOf(key)] = (counts[kindOf(key)] ?? 0) + 1;
  return counts;
}

/** @param keys of what is not what was written */
export const alteredOf = (keys: readonly string[]): Damage => ({ ...WHOLE, altered: countsOf(keys) });

/** @param keys of what is not there */
export const lostOf = (keys: readonly string[]): Damage => ({ ...WHOLE, missing: countsOf(keys) });

/** How two tallies differ that do. @param expected undefined: nobody knows */
export function differenceOf(expected: Tally | undefined, { counts }: Tally): Damage {
  if (!expected) return { ...WHOLE, uncounted: true };
  const by = KINDS.map((kind) => [kind, expected.counts[kind] - counts[kind]] as const);
  return {
    ...WHOLE,
    missing: Object.fromEntries(by.filter(([, less]) => less > 0)),
    returned: Object.fromEntries(by.filter(([, less]) => less < 0).map(([kind, less]) => [kind, -less]))
  };
}

const WORDS: Readonly<Record<Kind, readonly [string, string]>> = {
  parcels: ['statement or event', 'statements or events'],
  letters: ['dead letter', 'dead letters'],
  drafts: ['end of an open viewing', 'ends of open viewings'],
  marks: ['mark of what was taken', 'marks of what was taken'],
  others: ['note', 'notes']
};

const listOf = (counts: Counts): string =>
  KINDS.flatMap((kind) => {
    const count = counts[kind];
    return count ? [`${count} ${WORDS[kind][count === 1 ? 0 : 1]}`] : [];
  }).join(', ');

/** What is wrong, in parts of a sentence. */
export function partsOf({ missing, returned, altered, exchanged, uncounted }: Damage): readonly string[] {
  return [
    ...(isNone(missing) ? [] : [`missing: ${listOf(missing)}`]),
    ...(isNone(altered) ? [] : [`altered, kept apart and not sent: ${listOf(altered)}`]),
    ...(isNone(returned) ? [] : [`back again, may be sent twice: ${listOf(returned)}`]),
    ...(exchanged ? ['some are missing, and as many others are back again'] : []),
    ...(uncounted ? ['how much was in it cannot be told'] : [])
  ];
}

/** As a shell takes it. */
const word = (path: string): string => (/^[\w./:@+-]+$/.test(path) ? path : JSON.stringify(path));

export const repairCommand = (directory: string): string => `playkit-js-xapi repair --directory ${word(directory)}`;

/** What is wrong with a folder and what to do, in one sentence. */
export const damageMessage = (directory: string, damage: Damage): string =>
  `directory: the files of ${directory} were damaged (${partsOf(damage).join('; ')}); all else is delivered, and \`${repairCommand(directory)}\` checks every record and ends this message.`;
