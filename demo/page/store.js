// @ts-check
/** The embedded record store, seen from outside: what arrived in it, and what it can be told to do. */

const CONTROL = '/lrs/demo/_control/';

export const credentials = {
  endpoint: `${location.origin}/lrs/demo/xapi/`,
  key: 'demo-key',
  secret: 'demo-secret',
  token: 'demo-token'
};

/** @typedef {import('../record-store/store.js').Arrival} Arrival */
/** @typedef {import('../record-store/store.js').RequestEntry} RequestEntry */
/** @typedef {import('../record-store/fault.js').Fault} Fault */

/** @param {string} action @param {object} [body] */
const tell = (action, body = {}) =>
  fetch(CONTROL + action, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body)
  });

/** @param {Fault | {}} fault an empty object for none */
export const setFault = (fault) => tell('faults', fault);

export const empty = () => tell('reset');

/** Whom the store lets in. @param {string} secret @param {string} token */
export const admit = (secret, token) =>
  tell('tokens', { credentials: [{ key: credentials.key, secret }], valid: [token] });

/**
 * Calls back with what the store holds and receives, in the order of arrival; the same arrival may come twice.
 * @param {object} listener
 * @param {(arrival: Arrival) => void} listener.arrived
 * @param {(entry: RequestEntry) => void} listener.answered
 * @param {() => void} listener.emptied
 * @param {(connected: boolean) => void} listener.connection
 */
export function follow({ arrived, answered, emptied, connection }) {
  const events = new EventSource(`${CONTROL}events`);
  const on = (/** @type {string} */ type, /** @type {(data: any) => void} */ take) =>
    events.addEventListener(type, (event) => take(JSON.parse(/** @type {MessageEvent} */ (event).data)));
  on('statement', arrived);
  on('request', answered);
  on('reset', emptied);
  events.onerror = () => connection(false);
  events.onopen = async () => {
    connection(true);
    // What arrived while nobody listened: before the page opened, or while the connection was lost.
    const { statements } = await (await fetch(`${CONTROL}received`)).json();
    statements.forEach(arrived);
  };
}
