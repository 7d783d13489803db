import type { Call, Fault, WireEvent } from '../../../../demo/kaltura/account.js';
import type { Partner } from '../../../../demo/kaltura/partner.js';
import { startTestServer } from '../../../../demo/server/test-server.js';
import { createNodeSend } from '../../../../src/server/ports/node-send.js';

/** Words that must never be read anywhere. */
export const ADMIN_SECRET = 'admin/secret+0123456789';
export const USER_SECRET = 'user/secret+9876543210';
export const TOKEN = 'token/of+the-application';

export const PARTNER: Partner = {
  id: 1234,
  adminSecret: ADMIN_SECRET,
  userSecret: USER_SECRET,
  appTokens: [{ id: '1_abc', token: TOKEN, hashType: 'SHA256' }]
};

/** An account of the stand-in, over real HTTP. */
export interface Account {
  readonly serviceUrl: string;
  readonly analyticsUrl: string;
  /** Of the test server: a record store is at `/lrs/{name}/xapi`. */
  readonly server: string;
  become(partner: Partner): Promise<void>;
  faults(...faults: readonly Fault[]): Promise<void>;
  invalid(...ks: readonly string[]): Promise<void>;
  delay(polls: number): Promise<void>;
  calls(action?: string): Promise<readonly Call[]>;
  events(): Promise<readonly WireEvent[]>;
  /** Answers when so many events have been heard. */
  heard(count: number): Promise<readonly WireEvent[]>;
  /** Sends a PLAY with this KS, and gives what is answered. */
  play(ks: string): Promise<string>;
  close(): Promise<void>;
}

export async function openAccount(partner: Partner = PARTNER): Promise<Account> {
  const server = await startTestServer();
  const url = `${server.url}/kaltura/a`;
  const serviceUrl = `${url}/api_v3`;
  const ask = async (what: string, body?: unknown): Promise<unknown> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(`${url}/_control/${what}`, init)).json();
  };
  const told = async (what: string): Promise<readonly WireEvent[]> =>
    ((await ask(what)) as { readonly events: readonly WireEvent[] }).events;
  const tell = async (what: string, body: unknown): Promise<void> => {
    await ask(what, body);
  };
  await tell('partner', partner);
  return {
    serviceUrl,
    analyticsUrl: url,
    server: server.url,
    become: (other) => tell('partner', other),
    faults: (...faults) => tell('faults', faults),
    invalid: (...ks) => tell('invalid', ks),
    delay: (polls) => tell('delay', polls),
    async calls(action) {
      const { calls } = (await ask('calls')) as { readonly calls: readonly Call[] };
      return calls.filter((call) => action === undefined || call.action === action);
    },
    events: () => told('events'),
    heard: (count) => told(`wait?count=${count}`),
    async play(ks) {
      const event = { eventType: 3, partnerId: partner.id, entryId: '0_abc', sessionId: 's', uiconfId: 0 };
      const form = Object.entries(event).map(([name, value]): [string, string] => [`event[${name}]`, String(value)]);
      const body = new URLSearchParams([['ks', ks], ['format', '1'], ...form]);
      return (await fetch(`${serviceUrl}/service/stats/action/collect`, { method: 'POST', body })).text();
    },
    close: server.close
  };
}

export const send = createNodeSend(5000);

/** The words of what a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<string> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error
  );
  if (!(outcome instanceof Error)) throw new Error('it did not reject');
  return outcome.message;
}
