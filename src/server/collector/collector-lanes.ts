import { createHash } from 'node:crypto';
import type { Lane } from '../../delivery/lane.js';
import type { Outbox } from '../../delivery/outbox.js';
import type { Parcel } from '../../delivery/ports.js';
import type { Settings } from '../../settings/settings.js';
import { analyticsLane } from '../../stats/analytics-lane.js';
import { analyticsUrl, statsUrl } from '../../stats/service-url.js';
import { statsLane } from '../../stats/stats-lane.js';
import type { Premises } from '../../tracker/premises.js';
import { lrsLane } from '../../xapi/lrs-lane.js';
import { KALTURA } from '../session/kaltura-api.js';
import type { SettingsOf } from './collector-settings.js';

/** Kaltura's services take one event a request, in order for each viewer: so many viewers are served at once. */
const SHARDS = 8;

/**
 * The lanes of a server. The record store has one. Kaltura's services have a fixed number where all viewers share a
 * credential, and one for each viewer where each has a session. A lane's id says all that is needed to open it again, so that
 * what an earlier process left behind is sent at once.
 */
export interface CollectorLanes {
  /** The lane's id here, of a lane as a viewer's tracker has it; open from now on. */
  route(lane: Lane, viewerId: string): string;
  /** These are committed: their lanes are open, and no more are than there is a use for. */
  use(parcels: readonly Parcel[]): void;
  /** Opens a lane of an earlier process. False: the settings do not name its destination any more. */
  reopen(id: string): boolean;
}

/** So many lanes stay open when nothing waits in them; one of a viewer who comes back is opened again. */
const IDLE = 64;

/** Who named a session wants viewers to be known by it: what Kaltura is told without one cannot be told again with it. */
export const withSession = (lane: Lane, { ks }: Settings): Lane =>
  lane.destination === 'lrs' || ks === undefined ? lane : { ...lane, needsCredential: true };

const shardOf = (viewerId: string): number => (createHash('sha1').update(viewerId).digest()[0] ?? 0) % SHARDS;

/** What a lane, named by a viewer's tracker or desk, is called on a server. */
export function laneName(lane: string, viewerId: string, hasSessions: boolean): string {
  const [destination = '', url = ''] = lane.split(' ');
  const owner = hasSessions && viewerId ? `of:${encodeURIComponent(viewerId)}` : `shard:${shardOf(viewerId)}`;
  return destination === 'lrs' ? `lrs ${url}` : `${destination} ${url} ${owner}`;
}

export function createLanes(
  outbox: Pick<Outbox, 'open' | 'retire'>,
  waiting: () => ReadonlyMap<string, number>,
  settingsOf: SettingsOf,
  premisesOf: (settings: Settings) => Premises,
  hasSessions: boolean
): CollectorLanes {
  /** Those that are open, the one that was used last at the end. */
  const known = new Set<string>();

  function settingsFor(id: string): Settings {
    const [, , owner = ''] = id.split(' ');
    return settingsOf(owner.startsWith('of:') ? { id: decodeURIComponent(owner.slice(3)) } : {});
  }

  function build(id: string): Lane | undefined {
    const [destination, url, owner = ''] = id.split(' ');
    const settings = settingsFor(id);
    const { lrs, stats, analytics } = settings;
    const { addresses } = premisesOf(settings);
    const ks = (refused?: string): unknown => (typeof settings.ks === 'function' ? settings.ks(refused) : settings.ks);
    const isHere = (mine: string | undefined): boolean => mine === url;
    if (destination === 'lrs' && lrs && isHere(lrs.url)) return { ...lrsLane(lrs, ''), id };
    const statsHere = stats && [
      statsUrl(stats.transport, stats.serviceUrl, addresses),
      // Where version 0.1.0 sent to when nobody named an address: the same service, so what waits for it goes there.
      ...(addresses.serviceUrl === KALTURA ? [statsUrl(stats.transport, stats.serviceUrl)] : [])
    ];
    if (destination === 'stats' && stats && statsHere?.some(isHere)) {
      const { transport, ksInUrl } = stats;
      return { ...statsLane({ transport, url: url ?? '', owner, ks, ksInUrl }), id };
    }
    if (destination === 'analytics' && analytics && isHere(analyticsUrl(analytics.serviceUrl, addresses)))
      return { ...analyticsLane({ url: url ?? '', owner, ks }), id };
    return undefined;
  }

  function open(id: string, lane = known.has(id) ? undefined : build(id)): boolean {
    if (lane) outbox.open(withSession(lane, settingsFor(id)));
    else if (!known.delete(id)) return false;
    known.add(id);
    return true;
  }

  function retire(): void {
    if (known.size <= IDLE) return;
    const full = waiting();
    for (const id of known) {
      if (known.size <= IDLE) return;
      if (full.has(id)) continue;
      outbox.retire(id);
      known.delete(id);
    }
  }

  return {
    route(lane, viewerId) {
      const id = laneName(lane.id, viewerId, hasSessions);
      if (!open(id)) open(id, { ...lane, id });
      return id;
    },
    use(parcels) {
      for (const { lane } of parcels) open(lane);
      retire();
    },
    reopen: (id) => open(id)
  };
}
