import type { Problem } from '../settings/settings.js';
import type { ServiceAddresses } from './service-url.js';

declare const __VERSION__: string;

/** What sends, as Kaltura is told. */
export const CLIENT_VER = `playkit-js-xapi:${__VERSION__}`;

/** What the place of a viewing, a player or a server, knows of the Kaltura account that it belongs to. Read when needed: it comes late, and changes. */
export interface KalturaAccount {
  readonly partnerId: unknown;
  readonly uiConfId: unknown;
  readonly addresses: ServiceAddresses;
  /** The newest KS that it knows of. */
  readonly ks: string | undefined;
  /** The KS is nobody's. */
  readonly anonymous: boolean;
  /** The page, or the device: `kiosk://device-001`. */
  readonly referrer: string;
  /** What sends, with its version. */
  readonly clientVer: string;
  /** Kaltura's own plugins beside this one, by name: they count the same. */
  readonly rivals: readonly string[];
  /** What to say where one of them counts instead, and was not told what was set here. */
  readonly untold?: (set: {
    readonly applicationName: string | undefined;
    readonly playbackContext: string | undefined;
    /** Of the viewer, where no Kaltura session names them. */
    readonly userId: string | undefined;
  }) => Problem | undefined;
  /** `hls`, `dash` or `url`. */
  readonly deliveryType?: string | undefined;
  readonly dvr?: boolean;
}

/** Where no Kaltura player says anything of the account. */
export const nowhere = (referrer = ''): KalturaAccount => ({
  partnerId: undefined,
  uiConfId: undefined,
  addresses: {},
  ks: undefined,
  anonymous: false,
  referrer,
  clientVer: CLIENT_VER,
  rivals: []
});
