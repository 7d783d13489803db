import type { Premises } from '../tracker/premises.js';

declare const __VERSION__: string;

/** A page without a player knows no Kaltura account: settings name it. Its query is nobody's business. */
export const premises = (): Premises => ({
  partnerId: undefined,
  uiConfId: undefined,
  addresses: {},
  ks: undefined,
  anonymous: false,
  referrer: location.origin + location.pathname,
  clientVer: `playkit-js-xapi:${__VERSION__}`,
  rivals: []
});
