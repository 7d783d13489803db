import { NO_CREDENTIAL, type DeliveryEvent } from '../delivery/status.js';
import { about } from '../settings/problems.js';
import type { ProblemCode } from '../settings/settings.js';
import type { Problems } from './problems.js';

/**
 * Turns what happens in delivery into problems that a page's people should know of, in one sentence each, and ends them
 * with their causes. What is part of the day is none.
 */
export function deliveryProblems(problems: Problems): (event: DeliveryEvent) => void {
  /** How many, by lane. */
  const refused = new Map<string, number>();

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
        return end('no-token');
      case 'paused':
        end('no-token');
        return begin('paused', path, `${event.reason}. What happens is kept, and sent when that changes.`);
      case 'resumed':
        return end('paused');
      case 'refused': {
        // Who holds it back says why.
        if (event.held) return;
        const count = (refused.get(key) ?? 0) + 1;
        refused.set(key, count);
        const words = count > 1 ? `${count} were refused, the last one with ${event.reason}` : event.reason;
        // The first one is told of; how many more came since is in the status.
        return begin('refused', path, `${words}. What was refused is kept: status().dead.`, count > 1);
      }
      case 'anonymous':
        return begin('bad-ks', 'ks', `${event.reason}. What ${destination} is told goes without a session.`);
      case 'unserved':
        return begin(
          'unserved',
          path,
          `${event.waiting} ${isLrs ? 'statements' : 'events'} of an earlier visit wait for ${host || 'another address'}, which these settings do not name. They are sent when settings name it again.`
        );
    }
  };
}
