import type { Anonymous } from '../settings/settings.js';
import { uuid } from './uuid.js';
import { dropItem, keepItem, local, readItem } from './web-storage.js';

const KEY = 'playkit-js-xapi/viewer';

/**
 * The name of a viewer who is not known: one a viewing, or, where the site asked for it, one that lives as long as the
 * browser's storage for the site; none for `skip`. Where storage is blocked, one a viewing.
 */
export function anonymousId(kind: Anonymous): string | undefined {
  if (kind === 'skip') return undefined;
  const fresh = uuid();
  if (kind === 'browser') {
    const known = readItem(local, KEY);
    if (known) return known;
    keepItem(local, KEY, fresh);
  }
  return fresh;
}

/** The next viewer who is not known gets another name. */
export function forgetAnonymousId(): void {
  dropItem(local, KEY);
}
