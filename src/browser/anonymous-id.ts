import type { Anonymous } from '../settings/settings.js';
import { uuid } from './uuid.js';

const KEY = 'playkit-js-xapi/viewer';

/**
 * The name of a viewer who is not known: one a viewing, or, where the site asked for it, one that lives as long as the
 * browser's storage for the site; none for `skip`. Where storage is blocked, one a viewing.
 */
export function anonymousId(kind: Anonymous): string | undefined {
  if (kind === 'skip') return undefined;
  const fresh = uuid();
  if (kind === 'browser') {
    try {
      const known = localStorage.getItem(KEY);
      if (known) return known;
      localStorage.setItem(KEY, fresh);
    } catch {
      // Storage is blocked: the name lives as long as the viewing.
    }
  }
  return fresh;
}

/** The next viewer who is not known gets another name. */
export function forgetAnonymousId(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Where storage is blocked, nothing was kept.
  }
}
