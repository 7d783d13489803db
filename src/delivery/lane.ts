import type { Outgoing, Reply } from './ports.js';
import type { Destination } from './verdict.js';

/** What a lane sends with, made fresh when it sends; never stored. */
export type Credential = string;

/** One ordered stream of parcels to one destination (and, where the credential is personal, of one owner). */
export interface Lane {
  /** Stable over reloads: destination and, for personal credentials, owner. Never holds a credential. */
  readonly id: string;
  readonly destination: Destination;
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
  /** Whether a 2xx reply is what this destination says when it has taken these ids. */
  accepted(reply: Reply, ids: readonly string[]): boolean;
}
