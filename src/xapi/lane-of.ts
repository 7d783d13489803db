import { stringify } from '../stringify.js';
import { digest } from '../delivery/digest.js';
import type { Lane } from '../delivery/lane.js';
import type { Anonymous, Lrs, Settings, Wording } from '../settings/settings.js';
import { whoIs } from '../settings/who-is.js';
import { lrsLane } from './lrs-lane.js';

type AnonymousId = (kind: Anonymous) => string | undefined;

/**
 * Whose lane it is where credentials are personal. One who is not known must not meet in it the next one who is not: the
 * browser's own name for them, else what tells their token apart, else `stranger`, since a function may answer with
 * another person's token after the next load of the page.
 */
function ownerOf(wording: Wording, { auth, url }: Lrs, anonymousId: AnonymousId, stranger: string): string {
  const known = whoIs(wording);
  if (known || auth.type === 'basic') return known;
  if (wording.anonymous === 'browser') return anonymousId('browser') ?? stranger;
  return typeof auth.token === 'string' ? digest(url, auth.token) : stranger;
}

/** Of which site statements speak, and how they name people. */
export const scopeOf = ({ site, accountOnly, hashEmail, anonymous }: Wording): string =>
  stringify([site.homePage, accountOnly, hashEmail, anonymous]);

/**
 * The lane to the record store; none where xAPI is off.
 * @param now the settings that hold when it is asked: only the viewer's own lane may ask the page for a token, since the
 * page answers for whoever watches then
 */
export function laneOf(
  { enabled, lrs, wording }: Settings,
  now: () => Settings | undefined,
  anonymousId: AnonymousId,
  stranger: string
): Lane | undefined {
  if (!enabled || !lrs) return undefined;
  const isCurrent = (): boolean => {
    const current = now();
    return current !== undefined && whoIs(current.wording) === whoIs(wording);
  };
  return lrsLane(lrs, ownerOf(wording, lrs, anonymousId, stranger), isCurrent, scopeOf(wording));
}
