import type { DeliveryEvent } from '../../../src/delivery/status.js';
import type { Arrived, TabEvidence } from '../judge/evidence.js';
import { recognise } from '../judge/heard.js';
import type { Stage } from './stage.js';
import type { Tab } from './tab.js';

/** Ids that the judge will ask for, and that are not accounted for yet. */
function unaccounted(
  tabs: readonly TabEvidence[],
  arrivals: readonly Pick<Arrived, 'id'>[],
  delivery: readonly DeliveryEvent[]
): readonly string[] {
  const accounted = new Set(arrivals.map(({ id }) => id));
  for (const event of delivery) {
    if (event.type === 'refused') accounted.add(event.id);
    if (event.type === 'evicted') for (const id of event.ids) accounted.add(id);
  }
  return tabs.flatMap(({ captured, acknowledged, died }) => {
    const wanted = died === undefined ? captured : acknowledged.filter(({ durable }) => durable);
    return wanted.map(({ id }) => id).filter((id) => !accounted.has(id));
  });
}

/** Statements, and events of Kaltura's statistics. */
export function missing({ site: { tabs }, store, kaltura }: Stage): readonly string[] {
  const counted = tabs.map((tab) => tab.evidence(tab.counts));
  return [
    ...unaccounted(
      tabs.map((tab) => tab.evidence()),
      store.arrivals,
      tabs.flatMap(({ delivery }) => delivery)
    ),
    ...unaccounted(
      counted,
      recognise(counted, kaltura.events).arrivals,
      tabs.flatMap(({ counts }) => counts.delivery)
    )
  ];
}

/** Resolves when all is there, without anybody's help: for scenarios about what happens by itself. */
export function arrived(stage: Stage, milliseconds?: number): Promise<void> {
  return stage.until(() => missing(stage).length === 0, 'all that was captured', milliseconds);
}

/** Whether the page has said of all that it captured that it is committed. */
export function isCommitted(tab: Tab): boolean {
  return [tab.statements, tab.counts].every((ledger) => {
    const { captured, acknowledged } = ledger.evidence();
    const committed = new Set(acknowledged.map(({ id }) => id));
    return captured.every(({ id }) => committed.has(id));
  });
}

/** Like `missing`, and whether every page that lives has committed what it captured. */
export function isSettled(stage: Stage): boolean {
  return missing(stage).length === 0 && stage.site.tabs.every((tab) => !tab.alive || isCommitted(tab));
}
