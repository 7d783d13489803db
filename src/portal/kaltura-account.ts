import { nowhere, type KalturaAccount } from '../kaltura/account.js';

/** A page without a player knows no Kaltura account: settings name it. Its query is nobody's business. */
export const kalturaAccount = (): KalturaAccount => nowhere(location.origin + location.pathname);
