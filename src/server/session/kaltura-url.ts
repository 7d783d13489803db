import { isObject } from '../../schema/kinds.js';
import type { CollectorConfig, SessionConfig } from '../collector/collector-types.js';
import { KALTURA } from './kaltura-api.js';

/**
 * The one address of api_v3 that a server speaks to, for sessions and for statistics: the session's, else that of the
 * statistics (which with `get` have a host of their own), else Kaltura's.
 */
export function kalturaUrl({ session, stats }: Pick<CollectorConfig, 'session' | 'stats'>): string {
  const said: unknown = isObject(session) ? session['serviceUrl'] : undefined;
  const own: unknown = isObject(stats) && stats['transport'] !== 'get' ? stats['serviceUrl'] : undefined;
  // What is no address is told of where it stands.
  return [said, own].find((each): each is string => typeof each === 'string' && each.trim() !== '') ?? KALTURA;
}

/** How sessions are made, at that address; nothing where they are not. */
export function sessionAt(config: Pick<CollectorConfig, 'session' | 'stats'>): SessionConfig | undefined {
  const { session } = config;
  return isObject(session) ? { ...session, serviceUrl: session.serviceUrl ?? kalturaUrl(config) } : session;
}
