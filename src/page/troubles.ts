import { NO_CREDENTIAL, type DeliveryEvent } from '../delivery/status.js';
import type { Problem, ProblemCode } from '../settings/settings.js';

const warning = (code: ProblemCode, path: string, message: string): Problem => ({
  level: 'warning',
  code,
  path,
  message
});

/** What a page's people should know of delivery, in one sentence; nothing for what is part of the day. */
export function troubleOf(event: DeliveryEvent): Problem | undefined {
  const [destination = ''] = event.lane.split(' ');
  const isLrs = destination === 'lrs';
  switch (event.type) {
    case 'retry':
      if (event.reason !== NO_CREDENTIAL) return undefined;
      return isLrs
        ? warning('no-token', 'oauthToken', 'oauthToken: gave no token. Statements wait, and it is asked again.')
        : warning('no-token', 'ks', `ks: gave none. What ${destination} is to be told waits, and it is asked again.`);
    case 'paused': {
      const path = isLrs ? 'endpoint' : `${destination}.serviceUrl`;
      return warning('paused', path, `${path}: ${event.reason}. What happens is kept, and sent when that changes.`);
    }
    case 'refused': {
      // Who holds it back says why.
      if (event.held) return undefined;
      const path = isLrs ? 'endpoint' : `${destination}.serviceUrl`;
      return warning('refused', path, `${path}: ${event.reason}. What was refused is kept: status().dead.`);
    }
    case 'anonymous':
      return warning('bad-ks', 'ks', `ks: ${event.reason}. What ${destination} is told goes without a session.`);
    default:
      return undefined;
  }
}
