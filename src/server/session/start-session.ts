import { createHash, randomBytes } from 'node:crypto';
import type { SessionConfig } from '../collector/collector-types.js';
import { KalturaApiError, type KalturaApi } from './kaltura-api.js';
import { makeKs } from './ks-v2.js';

/** Seconds; Kaltura's own default. */
const DAY = 86_400;

/** A session, and when it ends: milliseconds since 1970. */
export interface Started {
  readonly ks: string;
  readonly ends: number;
}

function ksIn(answer: unknown, action: string): string {
  const ks: unknown = typeof answer === 'object' && answer !== null && 'ks' in answer ? answer.ks : answer;
  if (typeof ks !== 'string' || !ks) throw new KalturaApiError(action, 'stranger', undefined, 'answered no session');
  return ks;
}

/** An app token may live shorter than it is asked to, and its session with it. */
function endOf(answer: unknown, asked: number, now: number): number {
  const expiry: unknown =
    typeof answer === 'object' && answer !== null && 'expiry' in answer ? answer.expiry : undefined;
  const end = Number(expiry) * 1000;
  // Clocks differ: one that says that it is over already is not believed, or it would be asked at every event.
  return end > now ? Math.min(end, asked) : asked;
}

/**
 * Starts a session of a user, tagged with the application. Rejects with a `KalturaApiError`.
 * @see the user's events guide, sections 3, 8 and 9
 */
export async function startSession(
  config: SessionConfig,
  applicationName: string | undefined,
  userId: string,
  api: KalturaApi,
  now: number
): Promise<Started> {
  const partnerId = Number(config.partnerId);
  const expiry = Math.floor(config.expiry ?? DAY);
  const ends = now + expiry * 1000;
  const appId = applicationName?.trim();
  const privileges = appId ? `appId:${appId}` : undefined;
  if (config.type === 'secret') {
    const { secret, local } = config;
    if (local) {
      const fields = { partnerId, userId, expires: Math.floor(ends / 1000), privileges: appId ? { appId } : {} };
      return { ks: makeKs(fields, secret, randomBytes(16)), ends };
    }
    const answer = await api('session.start', { secret, type: 0, partnerId, userId, expiry, privileges });
    return { ks: ksIn(answer, 'session.start'), ends };
  }
  // Nobody needs to prove anything for a widget's session; the token is proved by a hash of both.
  const widget = ksIn(
    await api('session.startWidgetSession', { widgetId: `_${partnerId}` }),
    'session.startWidgetSession'
  );
  const hash = createHash((config.hashType ?? 'SHA256').toLowerCase());
  const tokenHash = hash.update(widget + config.token).digest('hex');
  const asked = { ks: widget, id: config.id, tokenHash, userId, type: 0, expiry, sessionPrivileges: privileges };
  const answer = await api('appToken.startSession', asked);
  return { ks: ksIn(answer, 'appToken.startSession'), ends: endOf(answer, ends, now) };
}
