import { NO_CREDENTIAL, type DeliveryEvent } from '../delivery/status.js';
import { about } from '../settings/problems.js';
import type { ProblemCode } from '../settings/settings.js';
import type { Problems } from './problems.js';

/** The storage is blocked or full, or a newer version of this package has written there. */
const IN_MEMORY =
  'blocked, full or too slow. What happens is kept in memory meanwhile, and is lost if the page goes before it is sent.';

/**
 * Turns what happens in delivery into problems that a page's people should know of, in one sentence each, and ends them
 * with their causes. What is part of the day is none.
 */
export function deliveryProblems(problems: Problems): (event: DeliveryEvent) => void {
  /** Ids of those that are kept, by lane. */
  const refused = new Map<string, Set<string>>();
  /** Lanes whose KS was refused, and what they are lanes to. */
  const nameless = new Map<string, string>();
  /** It was told that the storage takes nothing: from then on only the status says so, which may change with each statement. */
  let isInMemory = false;
  /** Causes of what waits in lanes that nobody serves. */
  const unserved = new Set<string>();
  const named = (key: string): void => {
    nameless.delete(key);
    problems.end(`bad-ks ${key}`);
  };

  return (event) => {
    const { type } = event;
    const { destination, host, key } = event.lane;
    const isLrs = destination === 'lrs';
    const path = isLrs ? 'endpoint' : `${destination}.serviceUrl`;
    const end = (code: ProblemCode): void => problems.end(`${code} ${key}`);
    const begin = (code: ProblemCode, path: string, what: string, quiet?: boolean): void =>
      problems.begin(`${code} ${key}`, about(path, code, what), quiet);
    switch (type) {
      case 'retry':
        if (event.reason !== NO_CREDENTIAL) return end('no-token');
        return isLrs
          ? begin('no-token', 'oauthToken', 'gave no token. Statements wait, and it is asked again.')
          : begin('no-token', 'ks', `gave none. What ${destination} is to be told waits, and it is asked again.`);
      case 'sent':
        // Another lane to the same service: another viewer, or another KS.
        if (!nameless.has(key)) nameless.forEach((of, other) => of === destination && named(other));
        return end('no-token');
      case 'identified':
        return named(key);
      case 'stored':
      case 'evicted': {
        if (type === 'stored' && !event.durable) {
          problems.begin('not-durable', about('storage', 'not-durable', IN_MEMORY), isInMemory);
          isInMemory = true;
        } else if (type === 'stored') problems.end('not-durable');
        const kept = refused.get(key);
        event.ids.forEach((id) => kept?.delete(id));
        if (!kept?.size) end('refused');
        return;
      }
      case 'moved':
        return problems.end(`unserved ${event.from.key}`);
      case 'forgotten':
        refused.delete(key);
        unserved.forEach((each) => problems.end(each));
        return (['refused', 'paused', 'no-token'] as const).forEach(end);
      case 'paused':
        end('no-token');
        return begin('paused', path, `${event.reason}. What happens is kept, and sent when that changes.`);
      case 'resumed':
        return end('paused');
      case 'refused': {
        // Who holds it back says why.
        if (event.held) return;
        const kept = refused.get(key) ?? new Set();
        refused.set(key, kept.add(event.id));
        const count = kept.size;
        const words = count > 1 ? `${count} were refused, the last one with ${event.reason}` : event.reason;
        // The first one is told of; how many more came since is in the status.
        return begin('refused', path, `${words}. What was refused is kept: status().dead.`, count > 1);
      }
      case 'anonymous':
        nameless.set(key, destination);
        return begin('bad-ks', 'ks', `${event.reason}. What ${destination} is told goes without a session.`);
      case 'unserved':
        unserved.add(`unserved ${key}`);
        return begin(
          'unserved',
          path,
          `${event.waiting} ${isLrs ? 'statements' : 'events'} of an earlier visit wait for ${host || 'another address'}, which these settings do not name. They are sent when settings name it again.`
        );
    }
  };
}
