import { counted, hour, NETWORKS, type HourScore } from './hour.mjs';
import { EVENTS, GOOD, LINGER, PACE, SENDERS, SLOW, TITLES, type SenderName } from './plan.mjs';
import type { Outcome } from './run.mjs';
import { isBad, type Score } from './score.mjs';
import { line, milliseconds, type Line } from '../support/report.mjs';
import { ratio, table } from '../support/table.mjs';

export interface Result {
  readonly row: string;
  readonly sender: SenderName;
  readonly outcome: Outcome;
}

const HEAD = ['captured', 'arrived', 'lost', 'late', 'again', 'stored twice', 'reordered'];

const cells = ({ captured, arrived, lost, late, again, duplicated, reordered }: Score): string[] =>
  [captured, arrived, lost, late, again, duplicated, reordered].map(String);

/** Everything that happened in the browser. */
export function faultTable(results: readonly Result[]): string {
  const rows = results.map(({ row, sender, outcome }) => {
    const ours = results.find((other) => other.row === row && other.sender === 'ours')?.outcome ?? outcome;
    const { requests, call, main } = outcome;
    return [
      sender === SENDERS[0] ? row : '',
      TITLES[sender],
      ...cells(outcome),
      String(requests),
      ratio(requests, ours.requests),
      call.toFixed(3),
      ratio(call, ours.call),
      main.toFixed(2),
      ratio(main, ours.main)
    ];
  });
  const costs = ['requests', '/ ours', 'call ms', '/ ours', 'main ms', '/ ours'];
  return table(['fault', 'sender', ...HEAD, ...costs], rows, 2);
}

const count = (value: number): string => String(value);

/** The sum over all rows, beside each of the others. */
export function linesOf(results: readonly Result[]): readonly Line[] {
  const of = (sender: SenderName): readonly Outcome[] =>
    results.filter((one) => one.sender === sender).map(({ outcome }) => outcome);
  const sum = (sender: SenderName, part: (outcome: Outcome) => number): number =>
    of(sender).reduce((total, outcome) => total + part(outcome), 0);
  const calm = (sender: SenderName): Outcome | undefined => of(sender)[0];
  const peers = SENDERS.filter((sender) => sender !== 'ours' && of(sender).length);
  return peers.flatMap((peer) => {
    const compare = (what: string, part: (outcome: Outcome) => number): Line =>
      line(what, [sum('ours', part), sum(peer, part)], TITLES[peer], count);
    return [
      compare('events lost under faults', ({ lost }) => lost),
      compare('events stored twice or out of order', ({ duplicated, reordered }) => duplicated + reordered),
      compare('requests', ({ requests }) => requests),
      line(
        'no fault: main thread of an event',
        [calm('ours')?.main ?? NaN, calm(peer)?.main ?? NaN],
        TITLES[peer],
        milliseconds
      )
    ];
  });
}

/** The hour: ours is run, the others are counted. */
export async function hourTable(): Promise<{ readonly text: string; readonly bad: readonly string[] }> {
  const scores = await Promise.all(NETWORKS.map(async (network) => [network, await hour(network)] as const));
  const line = (name: string, sender: SenderName, score: HourScore, ours: HourScore): string[] => [
    name,
    TITLES[sender],
    ...cells(score),
    String(score.requests),
    ratio(score.requests, ours.requests),
    String(score.reached),
    ratio(score.reached, ours.reached)
  ];
  const rows = scores.flatMap(([network, ours]) =>
    SENDERS.map((sender) => {
      const score = sender === 'ours' ? ours : counted(network, sender === 'snowplow');
      return line(sender === 'ours' ? network.name : '', sender, score, ours);
    })
  );
  const bad = scores.filter(([, ours]) => isBad(ours)).map(([{ name }]) => name);
  return { text: table(['network', 'sender', ...HEAD, 'requests', '/ ours', 'reached', '/ ours'], rows, 2), bad };
}

export const HOW = `\
One run, one machine, one Chromium: read the ratios to ours, not the figures. ${EVENTS} events of 1.2 kB, one every ${PACE} ms,
then the page is closed as a user closes it, a new page of the same origin starts and captures one more. Replies take
${GOOD} ms (slow: ${SLOW} ms). Ours: the page's outbox as the plugin uses it, statements gather for ${LINGER} ms (the plugin's
5 s, shortened as the pace is). The others with their own defaults.

late          arrived only after that last page had started
again         came again and was recognised by its id; nothing is stored twice
stored twice  came again and was stored again. A collector stores all it gets; Snowplow's pipeline can drop the same
              event id later, in the warehouse
reordered     neighbours among the arrivals that were captured the other way round
requests      POSTs that the sender made, wherever they ended; no preflights
call ms       time by the page's clock in the call that hands over an event, the median
main ms       processor time of the page's main thread for an event (DevTools' TaskDuration in thread time), from the
              start of its sender until just before it is closed, without what the script itself costs`;

export const HOW_HOUR = `\
An hour of video at "One percent", with three pauses and three seeks, at its true pace. Ours: the outbox and the lane
with the plugin's own settings (5 s), run over a clock that does not wait. The others are counted, not run: one request
for each event (fetch and @xapi/xapi never try again, so what fails is lost; Snowplow with its buffer of one event tries
once at each event, and sends what waited with it).`;
