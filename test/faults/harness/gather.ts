import type { PluginStatus } from '../../../src/index.js';
import type { DeliveryEvent } from '../../../src/delivery/status.js';
import type { Arrived, CountEvidence, Evidence } from '../judge/evidence.js';
import { recognise } from '../judge/heard.js';
import { isSettled } from './arrived.js';
import type { Stage } from './stage.js';
import type { Ledger } from './ledger.js';
import type { Tab } from './tab.js';

export interface Gathered {
  readonly evidence: Evidence;
  readonly counts: CountEvidence;
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
  const counts = (tab: Tab): Ledger => tab.counts;
  const heard = recognise(
    tabs.map((tab) => tab.evidence(tab.counts)),
    stage.kaltura.events
  );
  return {
    evidence: evidenceOf(tabs, (tab) => tab.statements, stage.store.arrivals, status),
    counts: {
      ...evidenceOf(tabs, counts, heard.arrivals, status),
      strangers: heard.strangers,
      doubted: eventsOf(tabs, counts).flatMap((event) => (event.type === 'uncertain' ? [event.id] : [])),
      uncertain: status.lanes.reduce((sum, { uncertain }) => sum + uncertain, 0)
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

const eventsOf = (tabs: readonly Tab[], of: (tab: Tab) => Ledger): readonly DeliveryEvent[] =>
  tabs.flatMap((tab) => of(tab).delivery);

function evidenceOf(
  tabs: readonly Tab[],
  of: (tab: Tab) => Ledger,
  arrivals: readonly Arrived[],
  { dead }: PluginStatus
): Evidence {
  const events = eventsOf(tabs, of);
  return {
    tabs: tabs.map((tab) => tab.evidence(of(tab))),
    arrivals: [...arrivals],
    sent: events.flatMap((event) => (event.type === 'sent' ? event.ids : [])),
    refused: [...events.flatMap((event) => (event.type === 'refused' ? [event.id] : [])), ...dead.map(({ id }) => id)],
    evicted: events.flatMap((event) => (event.type === 'evicted' ? event.ids : []))
  };
}
