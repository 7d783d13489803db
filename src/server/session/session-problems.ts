import { httpUrl } from '../../settings/endpoint.js';
import { isObject } from '../../schema/kinds.js';
import { shown } from '../../schema/shown.js';

const HASHES: readonly unknown[] = [undefined, 'SHA1', 'SHA256', 'SHA512', 'MD5'];

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/** What is wrong with how sessions are to be made, in sentences without a secret; empty when nothing is. */
export function sessionProblems(config: unknown, applicationName: unknown): readonly string[] {
  // A settings file says what it likes, so nothing is believed; and what it says in a session's place may be a secret.
  if (!isObject(config))
    return [
      `session: expected an object with type 'secret' or 'appToken', got ${typeof config === 'string' ? 'text' : shown(config)}.`
    ];
  const { type, partnerId, expiry = 1, serviceUrl, ...raw } = config;
  const problems: string[] = [];
  if (!/^\s*[1-9]\d*\s*$/.test(String(partnerId)))
    problems.push('session.partnerId: expected the number of your account.');
  if (!(typeof expiry === 'number' && Number.isFinite(expiry) && expiry >= 1))
    problems.push('session.expiry: expected seconds, 1 or more.');
  if (serviceUrl !== undefined && !httpUrl(serviceUrl))
    problems.push('session.serviceUrl: expected an http:// or https:// address that ends with /api_v3.');
  // Kaltura separates privileges by commas, and knows no way to write one.
  if (typeof applicationName === 'string' && applicationName.includes(','))
    problems.push('applicationName: a name with a comma cannot be the appId of a session; leave the comma out.');
  if (type === 'secret') {
    if (!isText(raw['secret'])) problems.push('session.secret: missing, the secret of the partner.');
  } else if (type === 'appToken') {
    if (!isText(raw['id'])) problems.push('session.id: missing, the id of the app token.');
    if (!isText(raw['token'])) problems.push('session.token: missing, the app token.');
    if (!HASHES.includes(raw['hashType'])) problems.push('session.hashType: expected SHA1, SHA256, SHA512 or MD5.');
  } else problems.push("session.type: expected 'secret' or 'appToken'.");
  return problems;
}
