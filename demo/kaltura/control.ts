import type { Account, Fault } from './account.js';
import type { Partner } from './partner.js';

/** What tests do with an account: look at what it heard, and say what it is and how it misbehaves. `undefined`: no such control. */
export async function control(
  account: Account,
  method: string,
  action: string,
  query: URLSearchParams,
  text: string
): Promise<object | undefined> {
  if (action === 'faults') account.set(JSON.parse(text) as Fault[]);
  else if (action === 'invalid') account.invalid = JSON.parse(text) as string[];
  else if (action === 'partner') account.partner = JSON.parse(text) as Partner;
  else if (action === 'delay') account.delay = JSON.parse(text) as number;
  else if (action === 'release') account.release();
  else if (action === 'wait') await account.heard(Number(query.get('count')));
  else if (action === 'calls' && method === 'GET') return { calls: account.calls };
  else if (action !== 'events' || method !== 'GET') return undefined;
  return { events: account.events };
}
