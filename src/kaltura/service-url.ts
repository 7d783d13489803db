import type { Stats } from '../settings/settings.js';

/** The addresses of Kaltura's services in the player's configuration, `provider.env`, as they come. */
export interface ServiceAddresses {
  /** With `/api_v3`. */
  readonly serviceUrl?: unknown;
  /** The player takes it instead of `serviceUrl`. */
  readonly overrideServiceUrl?: unknown;
  /** Without a path, as is the next one; they may begin with `//`. */
  readonly statsServiceUrl?: unknown;
  readonly analyticsServiceUrl?: unknown;
}

/** The first of these that is an address, without query, user, and slashes at its end. */
function base(...candidates: readonly unknown[]): string {
  for (const given of candidates) {
    const [, protocol = 'https:', rest] =
      /^\s*(https?:)?(\/\/[^\s?#@]*[^\s?#@/])\/*\s*([?#]|$)/i.exec(typeof given === 'string' ? given : '') ?? [];
    if (rest) return protocol + rest;
  }
  return '';
}

const indexOf = (set: unknown, own: unknown, name: string): string =>
  `${base(set, own, `//${name}.kaltura.com`).replace(/(\/api_v3)?(\/index\.php)?$/, '')}/api_v3/index.php`;

/**
 * Where stats events go.
 * @param set the setting, which wins where it is an http(s) address: `https://www.kaltura.com/api_v3`, for `get` the host
 */
export function statsUrl(transport: Stats['transport'], set: unknown, env: ServiceAddresses = {}): string {
  const { overrideServiceUrl, serviceUrl, statsServiceUrl } = env;
  return transport === 'get'
    ? indexOf(set, statsServiceUrl, 'stats')
    : `${base(set, overrideServiceUrl, serviceUrl, '//cdnapisec.kaltura.com/api_v3')}/service/stats/action/collect`;
}

/** Where trackEvent is answered. */
export const analyticsUrl = (set: unknown, { analyticsServiceUrl }: ServiceAddresses = {}): string =>
  indexOf(set, analyticsServiceUrl, 'analytics');
