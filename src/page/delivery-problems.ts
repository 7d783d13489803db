import { NO_CREDENTIAL, type DeliveryEvent } from '../delivery/status.js';
import type { Problem, ProblemCode } from '../settings/settings.js';
import type { Problems } from './problems.js';

const warning = (code: ProblemCode, path: string, message: string): Problem => ({
  level: 'warning',
  code,
  path,
  message
});

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
    const cause = (code: string): string => `${code} ${key}`;
    switch (type) {
      case 'retry':
        if (event.reason !== NO_CREDENTIAL) return problems.end(cause('no-token'));
        return problems.begin(
          cause('no-token'),
          isLrs
            ? warning('no-token', 'oauthToken', 'oauthToken: gave no token. Statements wait, and it is asked again.')
            : warning(
                'no-token',
                'ks',
                `ks: gave none. What ${destination} is to be told waits, and it is asked again.`
              )
        );
      case 'sent':
        return problems.end(cause('no-token'));
      case 'paused':
        problems.end(cause('no-token'));
        return problems.begin(
          cause('paused'),
          warning('paused', path, `${path}: ${event.reason}. What happens is kept, and sent when that changes.`)
        );
      case 'resumed':
        return problems.end(cause('paused'));
      case 'refused': {
        // Who holds it back says why.
        if (event.held) return;
        const count = (refused.get(key) ?? 0) + 1;
        refused.set(key, count);
        const words = count > 1 ? `${count} were refused, the last one with ${event.reason}` : event.reason;
        const message = `${path}: ${words}. What was refused is kept: status().dead.`;
        // The first one is told of; how many more came since is in the status.
        return problems.begin(cause('refused'), warning('refused', path, message), count > 1);
      }
      case 'anonymous':
        return problems.begin(
          cause('bad-ks'),
          warning('bad-ks', 'ks', `ks: ${event.reason}. What ${destination} is told goes without a session.`)
        );
      case 'unserved': {
        const what = `${event.waiting} ${isLrs ? 'statements' : 'events'} of an earlier visit wait for ${host || 'another address'}`;
        const message = `${path}: ${what}, which these settings do not name. They are sent when settings name it again.`;
        return problems.begin(cause('unserved'), warning('unserved', path, message));
      }
    }
  };
}
