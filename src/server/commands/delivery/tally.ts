import type { DeliveryEvent } from '../../../delivery/status.js';
import type { Remains } from './remains.js';

/** What a run has done so far. */
export interface Tally {
  /** Viewings by what became of them; `broken`: lines that could not be taken. */
  taken: number;
  known: number;
  broken: number;
  /** Statements and events by what became of them, whichever run they come from, as far as it was heard. */
  sent: number;
  refused: number;
  evicted: number;
  /** The folder is damaged: something is missing or altered. */
  damaged: boolean;
  /** They may count twice: a service that knows no ids gave no answer. */
  uncertain: number;
}

export const emptyTally = (): Tally => ({
  taken: 0,
  known: 0,
  broken: 0,
  sent: 0,
  refused: 0,
  evicted: 0,
  uncertain: 0,
  damaged: false
});

export function countDelivery(tally: Tally, event: DeliveryEvent): void {
  if (event.type === 'sent') tally.sent += event.ids.length;
  if (event.type === 'evicted') tally.evicted += event.ids.length;
  if (event.type === 'refused') tally.refused += 1;
  if (event.type === 'uncertain') tally.uncertain += 1;
}

/** "1 viewing", "2 viewings". */
export const count = (number: number, noun: string, nouns = `${noun}s`): string =>
  `${number} ${number === 1 ? noun : nouns}`;

/** What became of statements and events, in one line that is easy to read for people and programs. */
const deliverySummary = ({ sent, refused }: Tally, { kept }: Remains, dryRun: boolean): string =>
  `Statements and events: ${sent} ${sentWord(dryRun)}, ${refused} refused, ${kept} kept for later`;

/** On paper nothing is. */
export const sentWord = (dryRun: boolean): string => (dryRun ? 'would be sent' : 'sent');

/** What happened besides that nobody could wish for. */
const cautions = ({ uncertain, evicted }: Tally): readonly string[] => [
  ...(uncertain ? [`Beware: ${uncertain} may count twice (no answer came, and the service knows no ids)`] : []),
  ...(evicted ? [`Beware: ${evicted} let go of, since too much waited or too long`] : [])
];

/** The end of what sends, and reads nothing. */
export const deliveryReport = (tally: Tally, remains: Remains, dryRun = false): string =>
  [deliverySummary(tally, remains, dryRun), ...cautions(tally)].join('\n');

/** The end of a run. @param dryRun nothing was kept, and nothing left the machine */
export function summary(tally: Tally, remains: Remains, dryRun = false): string {
  const { taken, known, broken } = tally;
  const viewings = `Viewings: ${taken} taken, ${known} known before, ${broken} broken`;
  return [viewings, deliveryReport(tally, remains, dryRun)].join('\n');
}
