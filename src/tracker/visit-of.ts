import type { Wording } from '../settings/settings.js';
import { whoIs } from '../xapi/actor.js';
import type { TrackerPorts } from './ports.js';

/**
 * The visit that a statement names. None where the site wants none, and none that would link the viewings of somebody who
 * has another name in each of them.
 */
export function visitOf(wording: Wording, { visit }: Pick<TrackerPorts, 'visit'>): string | undefined {
  const who = whoIs(wording);
  return wording.visit && (who || wording.anonymous !== 'viewing') ? visit(who) : undefined;
}

/** Another viewer, or nobody any more, begins another visit. */
export function changeVisit(before: Wording | undefined, after: Wording, { visit }: Pick<TrackerPorts, 'visit'>): void {
  const who = whoIs(after);
  const last = before ? whoIs(before) : '';
  if (last && last !== who) visit(who, last);
}
