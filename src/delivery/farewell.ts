import { fill, MOST_BYTES, utf8Length } from './fill.js';
import { judge } from './judge.js';
import type { Keyring } from './keyring.js';
import type { Lane } from './lane.js';
import type { Parcel, Ports } from './ports.js';
import { within } from './within.js';

/** The body bytes that the page has in flight with keepalive, over all lanes. */
export interface Air {
  bytes: number;
}

/** Requests that may outlive the page, of one lane. */
export interface Farewell {
  /** Starts one, before it returns when the credential is at hand. */
  send(lane: Lane, parcels: readonly Parcel[], count: number): void;
  /** Settles when none is in flight; `undefined` when none is. */
  landing(): Promise<unknown> | undefined;
  /** Ids that the destination said it has. Their rows are still in the store, until the drain removes them. */
  readonly taken: Set<string>;
}

const PATIENCE = 30_000;

/** `landed` hears of each end. */
export function createFarewell({ send, wake }: Ports, air: Air, keys: Keyring, landed: () => void): Farewell {
  const taken = new Set<string>();
  const aloft = new Set<string>();
  let flights: readonly Promise<void>[] = [];

  const fly = async (lane: Lane, parcels: readonly Parcel[]): Promise<void> => {
    // Nothing is awaited when a credential is at hand: a page on its way out may not come back from an await.
    const credential = keys.held() ?? (await keys.ask());
    if (credential === undefined) return;
    const bodies = parcels.map(({ body }) => body);
    const request = { ...lane.seal(bodies, credential), keepalive: true };
    const bytes = utf8Length(request.body ?? '');
    if (air.bytes + bytes > MOST_BYTES) return;
    air.bytes += bytes;
    const reply = await within(send(request), PATIENCE, wake);
    air.bytes -= bytes;
    // Anything but yes is left to the ordinary way, which sends the same bytes again.
    if (reply && judge(lane, parcels, reply, credential, request).type === 'sent')
      parcels.forEach(({ id }) => taken.add(id));
  };

  return {
    taken,
    send(lane, waiting, count) {
      const due = waiting.filter(({ id }) => !taken.has(id));
      const parcels = fill(due, count, MOST_BYTES - air.bytes);
      // Again from the front, for the first request may fail where the second does not; an LRS knows ids.
      if (parcels.every(({ id }) => aloft.has(id))) return;
      parcels.forEach(({ id }) => aloft.add(id));
      const flight = fly(lane, parcels)
        .catch(() => undefined)
        .then(() => {
          flights = flights.filter((other) => other !== flight);
          if (!flights.length) aloft.clear();
          landed();
        });
      flights = [...flights, flight];
    },
    landing: () => (flights.length ? Promise.all(flights) : undefined)
  };
}
