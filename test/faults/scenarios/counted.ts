import type { Fault } from '../../../demo/kaltura/account.js';
import { isCommitted } from '../harness/arrived.js';
import type { Stage } from '../harness/stage.js';
import type { Tab } from '../harness/tab.js';
import type { Deed } from '../page/protocol.js';

/** How to open a page that Kaltura's statistics count, with so short a medium that all quartiles are soon seen. */
export const counted = (
  { kaltura }: Stage,
  xapi: object = {}
): readonly [xapi: object, more: { readonly media: string }] => [
  { stats: { enabled: 'Yes', serviceUrl: kaltura.url }, ...xapi },
  { media: 'short.mp4' }
];

/**
 * The statistics without a record store. Firefox goes on with the medium while a page waits until the harness has heard
 * of a statement, so that statements which follow each other closely would not be said in order.
 */
export const alone = (stage: Stage): ReturnType<typeof counted> => counted(stage, { endpoint: '' });

/** Types 1 to 7: loaded, played, and all quartiles. */
const WHOLE = 7;
const ALL_OF_IT: readonly Deed[] = [{ do: 'play' }, { do: 'rate', rate: 2 }, { do: 'end' }];

/** Somebody watches all of it; comes back when everything is written down. */
export async function watchAll(tab: Tab): Promise<void> {
  await tab.act(...ALL_OF_IT);
  await tab.until(({ counts }) => counts.texts.length >= WHOLE && isCommitted(tab), 'all of it to be committed');
}

/** Tells Kaltura's service how to misbehave. */
export async function trouble(stage: Stage, ...faults: readonly Fault[]): Promise<void> {
  await stage.kaltura.fault(...faults);
  for (const { cut, lose, status, exception, times } of faults) {
    const what = cut ? 'cut' : lose ? 'reply lost' : (exception ?? String(status));
    stage.note(`stats ${what}${times === undefined ? '' : ` ×${times}`}`);
  }
}

/** How many came that had come already. */
export function doubles({ kaltura: { events } }: Stage): number {
  return events.length - new Set(events.map(({ fields }) => JSON.stringify(fields))).size;
}

/** How many may count twice, as pages are told. */
export async function uncertain(tab: Tab): Promise<number> {
  const { lanes } = await tab.status();
  return lanes.reduce((sum, lane) => sum + lane.uncertain, 0);
}
