import type { CollectorConfig } from '../collector/collector-types.js';

/** All that a configuration holds and nobody may read: what services quote at us is shown without it. */
export function secretsOf({ key, secret, oauthToken, ks, headers, session }: CollectorConfig): readonly string[] {
  const basic = key && secret ? Buffer.from(`${key}:${secret}`).toString('base64') : undefined;
  const started = session?.type === 'appToken' ? session.token : session?.secret;
  return [key, secret, oauthToken, basic, ks, started, ...Object.values(headers ?? {})].filter(
    (value): value is string => typeof value === 'string'
  );
}
