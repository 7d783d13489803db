import { nowhere, type Premises } from '../tracker/premises.js';

/** A page without a player knows no Kaltura account: settings name it. Its query is nobody's business. */
export const premises = (): Premises => nowhere(location.origin + location.pathname);
