import { isSettled } from './arrived.js';
import type { Stage } from './stage.js';
import type { Tab } from './tab.js';

/**
 * All faults end; what waits gets the time that it needs. Gives the tab that is asked how it stands, which may be a new
 * one: somebody has to come by for those who are gone. What never comes is for the judge to say.
 */
export async function settle(stage: Stage): Promise<Tab> {
  stage.store.faults.set(null);
  stage.store.release();
  await stage.kaltura.fault();
  stage.kaltura.release();
  const witness = stage.living[0] ?? (await stage.open());
  const all = (work: (tab: Tab) => Promise<unknown>): Promise<unknown> => Promise.all(stage.living.map(work));
  await all((tab) => tab.act({ do: 'pause' }));
  await all((tab) => tab.flush());
  await stage.until(() => isSettled(stage), 'all that was captured').catch(() => undefined);
  // The last answers are noted, too.
  await all((tab) => tab.flush());
  return witness;
}
