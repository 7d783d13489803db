import { judgeStatement } from '../../support/judges/judge-statement.js';
import { judgeIds } from '../../support/judges/unique-ids.js';
import { judgeClosings } from './closings.js';
import type { Evidence } from './evidence.js';
import { judgeOrder } from './order.js';

/**
 * Everything that is wrong with a run that is over, as sentences. None: what was acknowledged is with the record store
 * once, in order and to the letter, or was counted as refused or evicted; and nothing else is there.
 */
export function judge(evidence: Evidence): string[] {
  return [
    ...judgeLoss(evidence),
    ...judgeCommits(evidence),
    ...judgeTwice(evidence),
    ...judgeIds(evidence.tabs.flatMap(({ captured }) => captured.map(({ id }) => id))),
    ...judgeBytes(evidence),
    ...judgeOrder(evidence),
    ...judgeClosings(evidence),
    ...judgeValidity(evidence)
  ];
}

export function judgeLoss({ tabs, arrivals, sent, refused, evicted }: Evidence): string[] {
  const arrived = new Set(arrivals.map(({ id }) => id));
  const accounted = new Set([...arrived, ...refused, ...evicted]);
  const lost = tabs.flatMap(({ name, acknowledged, died }) =>
    acknowledged
      // What a page kept in its memory only may go with it.
      .filter(({ id, durable }) => !accounted.has(id) && (durable || died === undefined))
      .map(({ id }) => `lost: ${id}, acknowledged in ${name}`)
  );
  const claimed = [...new Set(sent)].filter((id) => !arrived.has(id)).map((id) => `lost: ${id}, said to be sent`);
  return [...lost, ...claimed];
}

/** A page that lives has committed what it captured. */
export function judgeCommits({ tabs }: Evidence): string[] {
  return tabs.flatMap(({ name, captured, acknowledged, died }) => {
    const committed = new Set(acknowledged.map(({ id }) => id));
    const open = captured.filter(({ id }) => died === undefined && !committed.has(id));
    return open.map(({ id }) => `never committed: ${id}, captured in ${name}`);
  });
}

function judgeTwice({ arrivals }: Evidence): string[] {
  const seen = new Set<string>();
  return arrivals.flatMap(({ id, replay }) => {
    if (replay) return seen.has(id) ? [] : [`a replay of what never came: ${id}`];
    if (seen.has(id)) return [`twice: ${id}`];
    seen.add(id);
    return [];
  });
}

/** Also of what came again: a record store answers 409 to a changed one. */
function judgeBytes({ tabs, arrivals }: Evidence): string[] {
  const committed = new Set(tabs.flatMap(({ acknowledged }) => acknowledged.map(({ id }) => id)));
  const texts = new Map(tabs.flatMap(({ captured }) => captured.map(({ id, text }) => [id, text] as const)));
  return arrivals.flatMap(({ id, raw }) => {
    const text = texts.get(id);
    // A page that was cut off while it closed its viewing may be spoken for by the draft, under the same id.
    if (text === undefined || text === raw || !committed.has(id)) return [];
    return [`changed: ${id} came as ${raw}, captured as ${text}`];
  });
}

function judgeValidity({ arrivals }: Evidence): string[] {
  return arrivals
    .filter(({ replay }) => !replay)
    .flatMap(({ id, raw }) => judgeStatement(JSON.parse(raw)).map((what) => `invalid: ${id}: ${what}`));
}
