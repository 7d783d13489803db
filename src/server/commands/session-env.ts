import type { SessionConfig } from '../collector/collector-types.js';
import { UsageError } from './usage-error.js';

export type Env = Readonly<Record<string, string | undefined>>;

/**
 * How Kaltura sessions are made, as far as the environment says it: with an app token, which can do less harm, before the
 * admin secret. Nothing where it names neither.
 * @throws UsageError names the variable that is missing
 */
export function sessionOf(env: Env, partnerId: string | undefined): SessionConfig | undefined {
  const { KALTURA_APP_TOKEN_ID: id, KALTURA_APP_TOKEN: token, KALTURA_ADMIN_SECRET: secret } = env;
  const serviceUrl = env['KALTURA_SERVICE_URL'];
  if (!id !== !token)
    throw new UsageError(`${id ? 'KALTURA_APP_TOKEN' : 'KALTURA_APP_TOKEN_ID'} is missing: an app token needs both.`);
  if (!(id && token) && !secret) return undefined;
  if (!partnerId)
    throw new UsageError('KALTURA_PARTNER_ID is missing: a Kaltura session is started for a partner. Or --partner-id.');
  const account = { partnerId, ...(serviceUrl && { serviceUrl }) };
  if (id && token) return { ...account, type: 'appToken', id, token };
  return secret ? { ...account, type: 'secret', secret } : undefined;
}
