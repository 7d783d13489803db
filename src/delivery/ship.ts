import type { Credential, Lane } from './lane.js';
import type { Parcel, Send } from './ports.js';
import { redact } from './redact.js';
import { verdict, type Verdict } from './verdict.js';

/**
 * One request with these parcels: the verdict on its answer, with the lane's own opinion heard and no credential in its
 * words. Nothing is awaited before it is sent.
 */
export async function ship(
  lane: Lane,
  parcels: readonly Parcel[],
  credential: Credential,
  send: Send
): Promise<Verdict> {
  const request = lane.seal(
    parcels.map(({ body }) => body),
    credential
  );
  // Cut off by the next page, it would have to be sent again, and count twice where nobody knows ids.
  const reply = await send(lane.id.destination === 'lrs' ? request : { ...request, keepalive: true });
  let accepted = false;
  try {
    accepted = lane.accepted(
      reply,
      parcels.map(({ id }) => id)
    );
  } catch {
    // A body that not even the lane can read is not its destination's.
  }
  const body = redact(reply.body, credential, request, lane.secrets);
  return verdict(lane.id.destination, parcels.length, { ...reply, body }, accepted);
}
