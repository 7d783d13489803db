import type { KalturaPlayer } from '@playkit-js/kaltura-player-js';
import { referrer } from '../browser/referrer.js';
import { isObject } from '../schema/kinds.js';
import { CLIENT_VER, type KalturaAccount } from '../kaltura/account.js';
import { kavaNotice } from './kava-notice.js';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (isObject(value) ? value : {});

/** Kaltura's own plugins that tell the same services. */
const RIVALS = ['kava', 'kanalytics'];

/**
 * The newest KS that a player knows of. It keeps two, one given with a session and one with a media's request, and
 * neither always wins: the one that changed last does.
 */
function newestKs(player: KalturaPlayer): () => string | undefined {
  let seen: readonly unknown[] = [];
  let newest: unknown;
  return () => {
    const { session } = fieldsOf(player.config);
    const { ks: requested } = fieldsOf(player.provider);
    const now = [fieldsOf(session)['ks'], requested];
    now.forEach((ks, i) => {
      if (ks && ks !== seen[i]) newest = ks;
    });
    seen = now;
    return typeof newest === 'string' ? newest : undefined;
  };
}

/** What a player knows of the Kaltura account that it belongs to. */
export function kalturaAccountOf(player: KalturaPlayer): () => KalturaAccount {
  const ks = newestKs(player);
  return () => {
    const config = fieldsOf(player.config);
    const provider = fieldsOf(config['provider']);
    const { streamType } = player as { readonly streamType?: unknown };
    return {
      partnerId: provider['partnerId'],
      uiConfId: provider['uiConfId'],
      addresses: fieldsOf(provider['env']),
      ks: ks(),
      anonymous: fieldsOf(config['session'])['isAnonymous'] === true,
      referrer: referrer(),
      clientVer: CLIENT_VER,
      rivals: RIVALS.filter((name) => name in player.plugins),
      ...('kava' in player.plugins && {
        untold: (set) => kavaNotice(fieldsOf(fieldsOf(player.plugins['kava'])['config']), set)
      }),
      deliveryType: streamType === 'progressive' ? 'url' : typeof streamType === 'string' ? streamType : undefined,
      dvr: player.isDvr()
    };
  };
}
