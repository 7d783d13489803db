import type { CountEvidence } from './evidence.js';
import { judgeCommits, judgeLoss } from './judge.js';
import { judgeOrder } from './order.js';

/**
 * Everything that is wrong with what Kaltura's statistics have heard, as sentences. None: what was committed came, in
 * order and unchanged; what came twice came twice in a row, and was counted as what may.
 */
export function judgeCounts(evidence: CountEvidence): string[] {
  const { strangers } = evidence;
  return [
    ...judgeLoss(evidence),
    ...judgeCommits(evidence),
    ...judgeOrder(evidence),
    ...strangers.map((what) => `nobody captured ${what}`),
    ...judgeDoubles(evidence),
    ...judgeProtocol(evidence)
  ].map((what) => `stats: ${what}`);
}

function judgeDoubles({ tabs, arrivals, doubted, uncertain }: CountEvidence): string[] {
  const told = new Set(doubted);
  const replays = arrivals.flatMap(({ id, replay }, index) => (replay ? [{ id, index }] : []));
  const doubled = new Set(replays.map(({ id }) => id));
  // A page that goes may count it and have no time left to say so.
  const untold = tabs.some(({ died }) => died !== undefined) ? [] : [...doubled].filter((id) => !told.has(id));
  return [
    ...untold.map((id) => `twice, and nobody said that it may: ${id}`),
    // What comes behind waits until there is an answer, so that only the first in the line may come again.
    ...replays.flatMap(({ id, index }) =>
      arrivals[index - 1]?.id === id ? [] : [`out of order: ${id} came again after others`]
    ),
    ...(doubled.size > uncertain ? [`${doubled.size} came twice, ${uncertain} are counted as uncertain`] : []),
    ...(told.size > uncertain ? [`${told.size} were told as uncertain, ${uncertain} are counted`] : [])
  ];
}

/** Types of which a session has one each: 1 to 3 at its beginning, in this order, then the quartiles. */
const LAST_ONCE = 7;
const LAST_OF_BEGINNING = 3;

function judgeProtocol({ tabs }: CountEvidence): string[] {
  const sessions = new Map<string, number[]>();
  for (const { text } of tabs.flatMap(({ captured }) => captured)) {
    const { sessionId = '', eventType } = Object.fromEntries(JSON.parse(text) as [string, string][]);
    sessions.set(sessionId, [...(sessions.get(sessionId) ?? []), Number(eventType)]);
  }
  return [...sessions].flatMap(([session, types]) => {
    const once = types.filter((type) => type <= LAST_ONCE);
    const repeats = new Set(once).size < once.length;
    const falls = once.some((type, index) => type <= LAST_OF_BEGINNING && type < (once[index - 1] ?? 0));
    return repeats || falls ? [`the session ${session} has the types ${types.join(' ')}`] : [];
  });
}
