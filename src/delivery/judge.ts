import type { Credential, Lane } from './lane.js';
import type { Outgoing, Parcel, Reply } from './ports.js';
import { redact } from './redact.js';
import { verdict, type Verdict } from './verdict.js';

/** The verdict on a reply, with the lane's own opinion heard and no credential in its words. */
export function judge(
  lane: Lane,
  parcels: readonly Parcel[],
  reply: Reply,
  credential: Credential,
  request: Outgoing
): Verdict {
  let accepted = false;
  try {
    accepted = lane.accepted(
      reply,
      parcels.map(({ id }) => id)
    );
  } catch {
    // A body that not even the lane can read is not its destination's.
  }
  const body = redact(reply.body, credential, request);
  return verdict(lane.destination, parcels.length, { ...reply, body }, accepted);
}
