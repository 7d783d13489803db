import type { Lane } from '../delivery/lane.js';
import type { CreateDestination, DestinationPorts, Situation } from '../destination/destination.js';
import { statsUrl } from '../kaltura/service-url.js';
import { ownership } from '../kaltura/viewer.js';
import { statsLane } from './lane.js';

/** Why stats that are on by themselves stay off: there is no partner, or Kaltura's own plugins count already. */
export function whyOff({ settings: { stats }, account }: Situation): 'nobody' | 'rivals' | undefined {
  if (stats?.enabled !== 'auto') return undefined;
  const partnerId = stats.partnerId ?? account.partnerId;
  if (partnerId == null || partnerId === '') return 'nobody';
  return account.rivals.length ? 'rivals' : undefined;
}

/** The lane to the stats; nothing where they are off. */
export function statsLaneOf(situation: Situation | undefined, { session }: DestinationPorts): Lane | undefined {
  const stats = situation?.settings.stats;
  if (!stats || whyOff(situation)) return undefined;
  const { transport, ksInUrl, serviceUrl } = stats;
  const url = statsUrl(transport, serviceUrl, situation.account.addresses);
  const ks = session.source(situation);
  return statsLane({ transport, url, ks, ksInUrl, ...ownership(situation, session.now, url) });
}

/** The stats where no media plays: nothing is told, and what waits from an earlier page is sent. */
export const statsLaneDestination: CreateDestination = (ports) => {
  let lane: Lane | undefined;
  return {
    usesKs: true,
    takesAnonymous: true,
    configure: (situation) => void (lane = statsLaneOf(situation, ports)),
    laneOf: () => lane,
    encode: () => []
  };
};
