import type { Send } from '../../delivery/ports.js';
import type { Token } from '../../settings/settings.js';
import type { SessionConfig } from '../collector/collector-types.js';
import type { KalturaApi } from '../session/kaltura-api.js';
import { createSessions, SessionError } from '../session/sessions.js';
import { failed, ok, type Examination } from './check.js';
import { examineKs, type Expected } from './ks.js';
import { examineApi } from './stats.js';

export interface SessionExamination {
  /** How sessions are made, where they are; it wins over `ks`. */
  readonly session: SessionConfig | undefined;
  readonly ks: Token | undefined;
  /** With `/api_v3`. */
  readonly serviceUrl: string;
  readonly api: KalturaApi;
  readonly send: Send;
  readonly patience: number;
  readonly expected: Expected;
}

/** The KS that events would be sent with. */
async function ksOf({ session, ks, send, expected }: SessionExamination): Promise<string> {
  if (session) {
    const { applicationName, now, userId } = expected;
    return (await createSessions(session, applicationName, { send, now })(userId)) ?? '';
  }
  return typeof ks === 'function' ? ks() : (ks ?? '');
}

/** Whether a session can be had, and whether it is a good one. */
export async function* examineSession(ports: SessionExamination): Examination {
  const { session, serviceUrl, api, patience, expected } = ports;
  if (!(yield* examineApi(serviceUrl, api, patience))) return false;
  let ks: string;
  try {
    ks = await ksOf(ports);
  } catch (error) {
    const words = error instanceof SessionError ? error.message : 'the function for the KS failed';
    yield failed('start', words, 'See docs/sessions.md.');
    return false;
  }
  if (session)
    yield ok('start', session.type === 'secret' && session.local ? 'a session was made here' : 'a session was started');
  return yield* examineKs(api, ks, expected, session?.type === 'secret' && session.local === true);
}
