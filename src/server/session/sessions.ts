import type { Send } from '../../delivery/ports.js';
import type { SessionConfig, Sessions } from '../collector/collector-types.js';
import { adviceOn } from './kaltura-advice.js';
import { createKalturaApi, KALTURA, KalturaApiError, type KalturaFailure } from './kaltura-api.js';
import { createNodeSend } from '../ports/node-send.js';
import { sessionProblems } from './session-problems.js';
import { startSession, type Started } from './start-session.js';

/** For tests; left out: Node's own. */
export interface SessionPorts {
  readonly send: Send;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A back end has more viewers than it may keep sessions of; who is heard of again gets a new one. */
const MOST = 1000;

/** Renewed so long before its end: a tenth of its life, a minute at least, and never before half of it. */
const margin = (life: number): number => Math.min(life / 2, Math.max(60_000, life / 10));

interface Held {
  readonly ks: string;
  /** Milliseconds since 1970. */
  readonly renewAt: number;
}

/** Why there is no session, and what to do; no secret in its words. */
export class SessionError extends Error {
  public override readonly name = 'SessionError';

  public constructor(
    why: string,
    /** What Kaltura did, or `settings` where it was not asked. */
    public readonly failure: KalturaFailure | 'settings'
  ) {
    super(`No Kaltura session: ${why}`);
  }
}

const explained = (error: unknown): unknown =>
  error instanceof KalturaApiError ? new SessionError(`${error.message}. ${adviceOn(error)}`, error.failure) : error;

/**
 * Kaltura sessions of one application: one for each user, kept until shortly before it ends. Who asks meanwhile waits for
 * the same request. A failure is told to all of them and not kept: whoever asks again later, asks Kaltura again.
 * @param applicationName the `appId` that sessions are tagged with; left out: none
 */
export function createSessions(
  config: SessionConfig,
  applicationName?: string,
  { send = createNodeSend(), now = Date.now }: Partial<SessionPorts> = {}
): Sessions {
  const problems = sessionProblems(config, applicationName);
  const { serviceUrl = KALTURA } = problems.length ? {} : config;
  const api = createKalturaApi(serviceUrl, send);
  const held = new Map<string, Held>();
  const starting = new Map<string, Promise<Held>>();

  function keep(userId: string, { ks, ends }: Started, since: number): Held {
    const session = { ks, renewAt: ends - margin(ends - since) };
    held.delete(userId);
    held.set(userId, session);
    for (const eldest of held.keys()) {
      if (held.size <= MOST) break;
      held.delete(eldest);
    }
    return session;
  }

  async function begin(userId: string): Promise<Held> {
    const since = now();
    try {
      return keep(userId, await startSession(config, applicationName, userId, api, since), since);
    } catch (error) {
      throw explained(error);
    } finally {
      starting.delete(userId);
    }
  }

  return async (userId, refused) => {
    if (problems.length) throw new SessionError(problems.join(' '), 'settings');
    const known = held.get(userId);
    if (known && known.ks !== refused && now() < known.renewAt) return known.ks;
    const pending = starting.get(userId) ?? begin(userId);
    starting.set(userId, pending);
    return (await pending).ks;
  };
}
