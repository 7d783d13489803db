import type { PluginStatus } from '../../../src/player/status.js';
import type { Evidence } from '../judge/evidence.js';
import { isSettled } from './arrived.js';
import type { Stage } from './stage.js';
import type { Tab } from './tab.js';

export interface Gathered {
  readonly evidence: Evidence;
  /** What the page itself says at the end, where it does not fit. */
  readonly complaints: readonly string[];
}

/** A viewing goes on while one looks: how often a statement may come between. */
const TRIES = 5;

/** All that is known of a run when everything has settled. */
export async function gather(stage: Stage, witness: Tab): Promise<Gathered> {
  let status = await witness.status();
  for (let i = 0; i < TRIES && !(isSettled(stage) && waiting(status) === 0); i += 1) {
    await witness.flush();
    status = await witness.status();
  }
  const { tabs } = stage.site;
  const events = tabs.flatMap(({ delivery }) => delivery);
  return {
    evidence: {
      tabs: tabs.map((tab) => tab.evidence()),
      arrivals: [...stage.store.arrivals],
      sent: events.flatMap((event) => (event.type === 'sent' ? event.ids : [])),
      refused: [
        ...events.flatMap((event) => (event.type === 'refused' ? [event.id] : [])),
        ...status.dead.map(({ id }) => id)
      ],
      evicted: events.flatMap((event) => (event.type === 'evicted' ? event.ids : []))
    },
    complaints: [
      ...(waiting(status) ? [`${waiting(status)} still wait${reasons(status)}`] : []),
      ...tabs.flatMap(({ id, failures }) => failures.map((failure) => `${id} failed: ${failure}`))
    ]
  };
}

const waiting = ({ lanes }: PluginStatus): number => lanes.reduce((sum, lane) => sum + lane.waiting, 0);

function reasons({ lanes }: PluginStatus): string {
  const words = lanes.flatMap(({ paused, retryAt }) => [
    ...(paused === undefined ? [] : [`paused: ${paused}`]),
    ...(retryAt === undefined ? [] : [`next try in ${retryAt - Date.now()} ms`])
  ]);
  return words.length ? ` (${words.join('; ')})` : '';
}
