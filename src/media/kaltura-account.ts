import { referrer } from '../browser/referrer.js';
import { isText } from '../schema/kinds.js';
import { nowhere, type KalturaAccount } from '../kaltura/account.js';
import { partOf, type Raw } from './settings.js';

/** What a player can tell of how its media comes. */
export type Stream = Pick<KalturaAccount, 'deliveryType' | 'dvr'>;

/**
 * What is known of the Kaltura account where no Kaltura player says it: the settings do. The statistics and the analytics
 * are of one account, so either may name it.
 */
export function kalturaAccountOf(config: Raw, stream: Stream): KalturaAccount {
  const [stats, analytics] = [partOf(config, 'stats'), partOf(config, 'analytics')];
  const { ks } = config;
  return {
    ...nowhere(referrer()),
    partnerId: stats['partnerId'] ?? analytics['partnerId'],
    uiConfId: stats['uiConfId'],
    ks: isText(ks) && ks ? ks : undefined,
    ...stream
  };
}
