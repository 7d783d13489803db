import { createHash } from 'node:crypto';
import { laneKey, laneRecord, type Lane, type LaneId, type LaneName, type LaneRecord } from '../../delivery/lane.js';
import type { Outbox } from '../../delivery/outbox.js';
import type { Parcel, StoredLane } from '../../delivery/ports.js';
import type { Settings } from '../../settings/settings.js';
import { analyticsLane } from '../../analytics/lane.js';
import { analyticsUrl, statsUrl } from '../../kaltura/service-url.js';
import { statsLane } from '../../stats/lane.js';
import type { KalturaAccount } from '../../kaltura/account.js';
import { scopeOf } from '../../xapi/lane-of.js';
import { lrsLane } from '../../xapi/lrs-lane.js';
import { KALTURA } from '../session/kaltura-api.js';
import type { SettingsOf } from './collector-settings.js';

/** Kaltura's services take one event a request, in order for each viewer: so many viewers are served at once. */
const SHARDS = 8;

/**
 * The lanes of a server. The record store has one. Kaltura's services have a fixed number where all viewers share a
 * credential, and one for each viewer where each has a session. A lane's record says all that is needed to open it again, so
 * that what an earlier process left behind is sent at once.
 */
export interface CollectorLanes {
  /** The key of the lane here, of a lane as a viewer's tracker has it; open from now on. */
  route(lane: Lane, viewerId: string): string;
  /** What is to be committed together with these parcels of the lanes that they are in. */
  recordsOf(parcels: readonly Parcel[]): readonly LaneRecord[];
  nameOf(key: string): LaneName;
  /** The key of the lane that the settings name for the destination and the viewers of this one; open from now on. */
  successorOf(key: string): string | undefined;
  /** Opens the lanes that all viewers share: what waits for another address may belong there. */
  openOwn(): void;
  /** These are committed: their lanes are open, and no more are than there is a use for. */
  use(parcels: readonly Parcel[]): void;
  /** Opens a lane of an earlier process. False: the settings do not name its destination any more. */
  reopen(key: string): boolean;
}

/** So many lanes stay open when nothing waits in them; one of a viewer who comes back is opened again. */
const IDLE = 64;

/** Who named a session wants viewers to be known by it: what Kaltura is told without one cannot be told again with it. */
export const withSession = (lane: Lane, { ks }: Settings): Lane =>
  lane.id.destination === 'lrs' || ks === undefined ? lane : { ...lane, needsCredential: true };

const shardOf = (viewerId: string): number => (createHash('sha1').update(viewerId).digest()[0] ?? 0) % SHARDS;

/** Owners of lanes that viewers share. */
const SHARED: readonly string[] = Array.from({ length: SHARDS }, (_, shard) => `shard:${shard}`);

/** A lane of a viewer's tracker or of the portal tracker, as a server has it. */
export function serverLane(lane: Lane, viewerId: string, hasSessions: boolean): Lane {
  const { destination, url } = lane.id;
  const owner = hasSessions && viewerId ? `of:${encodeURIComponent(viewerId)}` : `shard:${shardOf(viewerId)}`;
  return destination === 'lrs'
    ? { ...lane, id: { destination, url, owner: '' }, reopen: '' }
    : { ...lane, id: { destination, url, owner }, reopen: owner };
}

export function createLanes(
  outbox: Pick<Outbox, 'open' | 'retire'>,
  salt: string,
  stored: readonly StoredLane[],
  waiting: () => ReadonlyMap<string, number>,
  settingsOf: SettingsOf,
  kalturaAccountOf: (settings: Settings) => KalturaAccount,
  hasSessions: boolean
): CollectorLanes {
  /** Those that are open, the one that was used last at the end. */
  const known = new Set<string>();
  const records = new Map(stored.flatMap(({ key, record }) => (record ? [[key, record] as const] : [])));

  const settingsFor = (owner: string): Settings =>
    settingsOf(owner.startsWith('of:') ? { id: decodeURIComponent(owner.slice(3)) } : {});

  /** The lanes that the settings name for an owner. */
  function lanesFor(owner: string): readonly Lane[] {
    const settings = settingsFor(owner);
    const { lrs, stats, analytics } = settings;
    const { addresses } = kalturaAccountOf(settings);
    const ks = (refused?: string): unknown => (typeof settings.ks === 'function' ? settings.ks(refused) : settings.ks);
    const lanes: Lane[] = [];
    if (lrs) lanes.push(lrsLane(lrs, '', undefined, scopeOf(settings.wording)));
    if (stats) {
      const { transport, ksInUrl } = stats;
      const urls = new Set([
        statsUrl(transport, stats.serviceUrl, addresses),
        // Where version 0.1.0 sent to when nobody named an address: the same service, so what waits for it goes there.
        ...(addresses.serviceUrl === KALTURA ? [statsUrl(transport, stats.serviceUrl)] : [])
      ]);
      for (const url of urls) lanes.push(statsLane({ transport, url, owner, ks, ksInUrl }));
    }
    if (analytics) lanes.push(analyticsLane({ url: analyticsUrl(analytics.serviceUrl, addresses), owner, ks }));
    return lanes.map((lane) => withSession({ ...lane, reopen: owner }, settings));
  }

  const keyOf = (id: LaneId): string => laneKey(salt, id);

  function build(key: string): Lane | undefined {
    const { reopen } = records.get(key) ?? {};
    // Where the record is damaged: one of those that are shared.
    const owners = reopen === undefined ? SHARED : [reopen];
    for (const owner of owners) {
      const lane = lanesFor(owner).find(({ id }) => keyOf(id) === key);
      if (lane) return lane;
    }
    return undefined;
  }

  function open(key: string, lane = known.has(key) ? undefined : build(key)): boolean {
    if (lane) {
      records.set(key, laneRecord(salt, lane));
      outbox.open(lane);
    } else if (!known.delete(key)) return false;
    known.add(key);
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
    route(given, viewerId) {
      const lane = serverLane(given, viewerId, hasSessions);
      const key = keyOf(lane.id);
      records.set(key, records.get(key) ?? laneRecord(salt, lane));
      if (!open(key)) open(key, withSession(lane, settingsFor(lane.id.owner)));
      return key;
    },
    recordsOf: (parcels) => [...new Set(parcels.map(({ lane }) => lane))].flatMap((key) => records.get(key) ?? []),
    successorOf(key) {
      const { destination, reopen } = records.get(key) ?? {};
      const lane = lanesFor(reopen ?? '').find(({ id }) => id.destination === destination);
      const to = lane && keyOf(lane.id);
      if (to === undefined || to === key) return undefined;
      open(to, lane);
      return to;
    },
    openOwn() {
      const [lrs] = lanesFor('');
      if (lrs?.id.destination === 'lrs') open(keyOf(lrs.id), lrs);
    },
    nameOf(key) {
      const { destination, host } = records.get(key) ?? { destination: 'lrs', host: '' };
      return { destination, host, key };
    },
    use(parcels) {
      for (const { lane } of parcels) open(lane);
      retire();
    },
    reopen: (key) => open(key)
  };
}
