import type { Viewer } from '../events/viewer.js';
import type { Wording } from '../settings/settings.js';
import type { Actor } from './statement.js';

type Identity = Pick<Actor, 'mbox' | 'mbox_sha1sum' | 'account'>;

/** The one identifier that xAPI allows; of any person, not of the viewer alone. @see seed 000, sendAccountInfoInsteadOfEmail */
export function identify(
  { id, email, emailSha1 }: Viewer,
  { accountOnly, hashEmail, site }: Wording
): Identity | undefined {
  if (!accountOnly && hashEmail && emailSha1) return { mbox_sha1sum: emailSha1 };
  if (!accountOnly && !hashEmail && email) return { mbox: `mailto:${email}` };
  return id ? { account: { name: id, homePage: site.homePage } } : undefined;
}

/** A plain name beside a hash would give away what the hash hides. Nor has somebody who is not known a name. */
const nameOf = ({ name }: Viewer, { sendName, hashEmail, accountOnly }: Wording): string | undefined =>
  sendName && (accountOnly || !hashEmail) ? name : undefined;

/** Any person as an actor; undefined where the settings leave them no identity. */
export function personOf(person: Viewer, wording: Wording): Actor | undefined {
  const identity = identify(person, wording);
  return identity && { objectType: 'Agent', name: nameOf(person, wording), ...identity };
}

/**
 * Who did it. `anonymousId` names a viewer who is not known; without one (`anonymous: 'skip'`) there is no actor, and no
 * statement.
 */
export function actorOf(wording: Wording, anonymousId: string | undefined): Actor | undefined {
  const { viewer, site } = wording;
  const unknown = anonymousId ? { account: { name: anonymousId, homePage: site.homePage } } : undefined;
  const identity = identify(viewer, wording);
  if (identity) return { objectType: 'Agent', name: nameOf(viewer, wording), ...identity };
  return unknown && { objectType: 'Agent', ...unknown };
}
