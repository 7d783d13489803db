import { digest } from '../delivery/digest.js';
import type { Settings } from '../settings/settings.js';
import { whoIs } from '../settings/who-is.js';
import type { KalturaAccount } from './account.js';
import { userOf } from './ks.js';

/** What says who the viewer is: the settings, and the Kaltura account with its KS. */
export interface Known {
  readonly settings: Settings;
  readonly account: KalturaAccount;
}

/** The KS as far as it is known without asking: of the settings, else the player's. */
const ksOf = ({ settings: { ks }, account }: Known): string | undefined => (typeof ks === 'string' && ks) || account.ks;

/** Whom the KS names, where it can be read. */
export function ksUserOf(known: Known, ks = ksOf(known)): string | undefined {
  const { settings, account } = known;
  const { stats, analytics } = settings;
  const partnerId = Number(stats?.partnerId ?? analytics?.partnerId ?? account.partnerId) || undefined;
  return userOf(ks, partnerId);
}

/** The KS names the viewer more surely than the page does. */
export const viewerOf = (known: Known, ks?: string): string | undefined =>
  ksUserOf(known, ks) ?? known.settings.wording.viewer.id;

/** Settings with the viewer whom the KS names, where it names one. */
export function withKsUser(known: Known): Settings {
  const { settings } = known;
  const { wording } = settings;
  const { viewer } = wording;
  const id = ksUserOf(known);
  if (!id || id === viewer.id) return settings;
  // Another person's name and address are not theirs.
  return { ...settings, wording: { ...wording, viewer: viewer.id ? { id } : { ...viewer, id } } };
}

/** Whose KS it is: another person's must never go with these events. */
function ownerOf(known: Known, url: string): string {
  const ks = ksOf(known);
  return whoIs(known.settings.wording) || viewerOf(known) || (ks && !known.account.anonymous ? digest(url, ks) : '');
}

/** Whose lane to a service of Kaltura it is, and whether it still is theirs. */
export function ownership(
  known: Known,
  now: () => Known | undefined,
  url: string
): { readonly owner: string; readonly isCurrent: () => boolean } {
  const owner = ownerOf(known, url);
  return {
    owner,
    isCurrent() {
      const current = now();
      return !current || ownerOf(current, url) === owner;
    }
  };
}

/** A KS of version 2 (`v2|` in base64) may name a user whom only Kaltura can read. */
const isSealed = (ks: string | undefined): boolean => /^djJ8/.test(ks ?? '');

/** Whether a KS names the viewer, or may do so. */
export const isNamed = ({ settings: { ks }, account }: Known): boolean =>
  typeof ks === 'function' || isSealed(ks ?? (account.anonymous ? undefined : account.ks));
