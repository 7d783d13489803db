import { attempt } from '../attempt.js';
import { stringify } from '../stringify.js';
import { wideDigest } from './digest.js';
import type { Outgoing, Reply } from './ports.js';
import type { Destination } from './verdict.js';

/** What a lane sends with, made fresh when it sends; never stored. */
export type Credential = string;

/** What makes a lane the one that it is. Only digests of it are stored: its address and owner are for nobody to read. */
export interface LaneId {
  readonly destination: Destination;
  readonly url: string;
  /** Whose credential it is; empty: the site's own. */
  readonly owner: string;
}

/** Names of the locks of lanes begin so. */
export const LANE_LOCKS = 'xapi-lane:';

/** Whoever sends what waits in a lane, or trims it, has this lock: two under other names would do both at once. */
export const lockOf = (lane: string): string => LANE_LOCKS + lane;

/** What a lane is called where people and programs read of it. */
export interface LaneName {
  readonly destination: Destination;
  /** With its port; empty where it is not known. */
  readonly host: string;
  /** What tells it apart from all others. */
  readonly key: string;
}

/** What is stored of a lane, so that others find out what waits in it. Holds digests where it is about the id. */
export interface LaneRecord extends LaneName {
  /** Of destination and address. */
  readonly place: string;
  /** Of the owner; empty: the site's own credential. */
  readonly owner: string;
  /** Of `Lane.scope`; empty where that is not known. */
  readonly scope: string;
  readonly reopen?: string;
}

/** One ordered stream of parcels to one destination (and, where the credential is personal, of one owner). */
export interface Lane {
  readonly id: LaneId;
  /**
   * What must be the same for parcels to move here from an address that was mistyped: of which site they speak, and how they
   * name people. Not secret.
   */
  readonly scope?: string;
  /** Servers only: what opens the lane again in a later process. */
  readonly reopen?: string;
  /** Milliseconds that parcels may gather. 0: sent as they come. */
  readonly linger: number;
  /** Parcels in one request at most: 50 for an LRS, 1 for stats and analytics. */
  readonly batch: number;
  /**
   * The credential to send with: asked for once, and again after a refusal or when the lane is defined anew. `refused` is the one that the destination did not take: answer with another one, or
   * with the same when there is none. Rejecting or hanging makes the lane wait and ask again.
   */
  credential(refused?: Credential): Promise<Credential>;
  /** Where the destination takes what comes without a credential, too: wait for a good one all the same. */
  readonly needsCredential?: boolean;
  /** What the destination may quote back at us and nobody must read, besides the credential itself. */
  readonly secrets?: readonly string[];
  /** The request for these bodies, one at least. Pure: the same in, the same out. */
  seal(bodies: readonly string[], credential: Credential): Outgoing;
  /**
   * Where the destination knows no ids: whether this body is better lost than counted twice, so that it is not sent again when
   * the page that sent it was gone before the answer. Absent: none is.
   */
  isSentOnce?(body: string): boolean;
  /** Whether a 2xx reply is what this destination says when it has taken these ids. */
  accepted(reply: Reply, ids: readonly string[]): boolean;
}

/** What a lane is called in storage: a digest of all that makes it what it is. */
export const laneKey = (salt: string, { destination, url, owner }: LaneId): string =>
  wideDigest(salt, stringify([destination, url, owner]));

const hostOf = (url: string): string => attempt(() => new URL(url).host) ?? '';

export const laneName = (salt: string, id: LaneId): LaneName => ({
  destination: id.destination,
  host: hostOf(id.url),
  key: laneKey(salt, id)
});

/** Of a destination and an address, whoever the owner is. */
export const placeKey = (salt: string, { destination, url }: Pick<LaneId, 'destination' | 'url'>): string =>
  wideDigest(salt, stringify([destination, url]));

export function laneRecord(salt: string, { id, scope, reopen }: Pick<Lane, 'id' | 'scope' | 'reopen'>): LaneRecord {
  const of = (text: string): string => text && wideDigest(salt, text);
  return {
    ...laneName(salt, id),
    place: placeKey(salt, id),
    owner: of(id.owner),
    scope: of(scope ?? ''),
    ...(reopen !== undefined && { reopen })
  };
}
