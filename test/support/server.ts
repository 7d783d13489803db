interface KarmaWindow {
  readonly __karma__?: { readonly config?: { readonly serverUrl?: string } };
}

/**
 * Address of the test server that karma.conf.js starts, without a trailing slash: media at `/media/…`, the live window
 * at `/live/master.m3u8`, a record store of one's own at `/lrs/{name}/xapi`.
 */
export function serverUrl(): string {
  // Specs run in karma's frame, whose `__karma__` is the page's.
  const url = (window as KarmaWindow).__karma__?.config?.serverUrl;
  if (!url) throw new Error('karma.conf.js did not say where the test server is');
  return url;
}
