import type { Wording } from '../settings/settings.js';
import { whoIs } from '../settings/who-is.js';

/**
 * The visit that a statement names. None where the site wants none, and none that would link the viewings of somebody who
 * has another name in each of them.
 */
export function visitOf(wording: Wording, { visit }: { readonly visit: (who?: string) => string }): string | undefined {
  const who = whoIs(wording);
  return wording.visit && (who || wording.anonymous !== 'viewing') ? visit(who) : undefined;
}
