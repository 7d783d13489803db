import { hostname } from 'node:os';
import type { Settings } from '../../settings/settings.js';
import { nowhere, type KalturaAccount } from '../../kaltura/account.js';
import { kalturaUrl } from '../session/kaltura-url.js';
import type { CollectorConfig } from './collector-types.js';

/** Asked for once: the system answers slowly, and each viewing wants to know. */
let host: string | undefined;

/** What a server knows of the Kaltura account that it speaks to: what it was told. */
export function kalturaAccountOf(config: CollectorConfig, { stats, analytics }: Settings): KalturaAccount {
  const { referrer, session } = config;
  return {
    // A settings file says what it likes. The KS each lane asks for when it sends.
    ...nowhere((typeof referrer === 'string' && referrer.trim()) || `server://${(host ??= hostname())}`),
    partnerId: session?.partnerId ?? stats?.partnerId ?? analytics?.partnerId,
    addresses: { serviceUrl: kalturaUrl(config) }
  };
}
