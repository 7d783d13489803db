import type { Stage } from './stage.js';
import type { Tab } from './tab.js';

/** Ids that the judge will ask for, and that are not accounted for yet. */
export function missing({ site, store }: Stage): readonly string[] {
  const accounted = new Set(store.arrivals.map(({ id }) => id));
  for (const event of site.tabs.flatMap(({ delivery }) => delivery)) {
    if (event.type === 'refused') accounted.add(event.id);
    if (event.type === 'evicted') for (const id of event.ids) accounted.add(id);
  }
  return site.tabs.flatMap((tab) => {
    const { captured, acknowledged, died } = tab.evidence();
    const wanted = died === undefined ? captured : acknowledged.filter(({ durable }) => durable);
    return wanted.map(({ id }) => id).filter((id) => !accounted.has(id));
  });
}

/** Resolves when all is there, without anybody's help: for scenarios about what happens by itself. */
export function arrived(stage: Stage, milliseconds?: number): Promise<void> {
  return stage.until(() => missing(stage).length === 0, 'all statements', milliseconds);
}

/** Whether the page has said of all that it captured that it is committed. */
export function isCommitted(tab: Tab): boolean {
  const { captured, acknowledged } = tab.evidence();
  const committed = new Set(acknowledged.map(({ id }) => id));
  return captured.every(({ id }) => committed.has(id));
}

/** Like `missing`, and whether every page that lives has committed what it captured. */
export function isSettled(stage: Stage): boolean {
  return missing(stage).length === 0 && stage.site.tabs.every((tab) => !tab.alive || isCommitted(tab));
}
