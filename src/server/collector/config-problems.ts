import { httpUrl, isBare } from '../../settings/endpoint.js';
import { isBlank, isObject } from '../../schema/kinds.js';
import { shown } from '../../schema/shown.js';
import { insecure, toProblem } from '../../settings/problems.js';
import type { Problem } from '../../settings/settings.js';
import { sessionProblems } from '../session/session-problems.js';
import type { CollectorConfig } from './collector-types.js';

type Raw = Readonly<Record<string, unknown>>;

const wrong = (message: string): Problem => {
  const [path = ''] = message.split(':');
  return { level: 'error', code: 'bad-value', path, message };
};

/** What is wrong with those settings of a server that the plugin does not have, and with what no viewer may replace. */
export function configProblems(config: CollectorConfig): readonly Problem[] {
  // A settings file says what it likes, so nothing is believed.
  const { session, referrer, user, applicationName } = config as unknown as Raw;
  const problems: string[] = [];
  if (referrer != null && (typeof referrer !== 'string' || isBlank(referrer)))
    problems.push(
      `referrer: expected the device, such as kiosk://device-001, got ${shown(referrer)}. The host is named.`
    );
  if (!isBlank(user) && !isObject(user))
    problems.push(`user: expected an object with id, name, email, got ${shown(user)}. Ignored.`);
  if (!isBlank(session)) problems.push(...sessionProblems(session, applicationName));
  const address = isObject(session) ? session['serviceUrl'] : undefined;
  const isReadable = httpUrl(address) && isBare(String(address));
  return [...problems.map(wrong), ...(isReadable ? [toProblem(insecure('session.serviceUrl', 'sessions'))] : [])];
}
