import { attempt } from '../attempt.js';

/** Address of the page that is watched on, not of the frame that the player may sit in. */
export function referrer(): string {
  // In a frame of another site's page that address cannot be read; it may have said where it is.
  return attempt(() => window.parent.location.href) ?? (document.referrer || location.href);
}
