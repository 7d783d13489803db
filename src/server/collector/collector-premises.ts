import { hostname } from 'node:os';
import type { Settings } from '../../settings/settings.js';
import type { Premises } from '../../tracker/premises.js';
import type { CollectorConfig } from './collector-types.js';

declare const __VERSION__: string;

/** What a server knows of the Kaltura account that it speaks to: what it was told. */
export function premisesOf(config: CollectorConfig, { stats, analytics }: Settings): Premises {
  const { referrer, session } = config;
  return {
    partnerId: session?.partnerId ?? stats?.partnerId ?? analytics?.partnerId,
    uiConfId: undefined,
    addresses: { serviceUrl: session?.serviceUrl },
    // Each lane asks for it when it sends.
    ks: undefined,
    anonymous: false,
    // A settings file says what it likes.
    referrer: (typeof referrer === 'string' && referrer.trim()) || `server://${hostname()}`,
    clientVer: `playkit-js-xapi:${__VERSION__}`,
    rivals: []
  };
}
