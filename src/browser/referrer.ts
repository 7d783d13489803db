/** Address of the page that is watched on, not of the frame that the player may sit in. */
export function referrer(): string {
  try {
    return window.parent.location.href;
  } catch {
    // A frame of another site's page: it may say where it is.
    return document.referrer || location.href;
  }
}
