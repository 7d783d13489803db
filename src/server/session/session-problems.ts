import { httpUrl } from '../../settings/endpoint.js';
import type { SessionConfig } from '../collector/collector-types.js';

const HASHES: readonly unknown[] = [undefined, 'SHA1', 'SHA256', 'SHA512', 'MD5'];

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/** What is wrong with how sessions are to be made, in sentences without a secret; empty when nothing is. */
export function sessionProblems(config: SessionConfig, applicationName: string | undefined): readonly string[] {
  // A settings file says what it likes, so nothing is believed.
  const { type, partnerId, expiry = 1, serviceUrl, ...rest } = config;
  const raw: Readonly<Record<string, unknown>> = rest;
  const problems: string[] = [];
  if (!/^\s*[1-9]\d*\s*$/.test(String(partnerId)))
    problems.push('session.partnerId: expected the number of your account.');
  if (!(Number.isFinite(expiry) && expiry >= 1)) problems.push('session.expiry: expected seconds, 1 or more.');
  if (serviceUrl !== undefined && !httpUrl(serviceUrl))
    problems.push('session.serviceUrl: expected an http:// or https:// address that ends with /api_v3.');
  // Kaltura separates privileges by commas, and knows no way to write one.
  if (applicationName?.includes(','))
    problems.push('applicationName: a name with a comma cannot be the appId of a session; leave the comma out.');
  if (type === 'secret') {
    if (!isText(raw['secret'])) problems.push('session.secret: missing, the secret of the partner.');
  } else if ((type as unknown) === 'appToken') {
    if (!isText(raw['id'])) problems.push('session.id: missing, the id of the app token.');
    if (!isText(raw['token'])) problems.push('session.token: missing, the app token.');
    if (!HASHES.includes(raw['hashType'])) problems.push('session.hashType: expected SHA1, SHA256, SHA512 or MD5.');
  } else problems.push("session.type: expected 'secret' or 'appToken'.");
  return problems;
}
