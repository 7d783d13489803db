/** Out of sight, stopped by the browser for now, or going for good as far as anybody can tell. */
export type Leaving = 'hidden' | 'frozen' | 'gone';

export interface PageLife {
  /** Each may be the last thing that happens, and more than one may come. */
  onLeave(how: Leaving): void;
  /** `restored`: from the back/forward cache. Otherwise into sight, out of the freezer, or the network is said to be back. */
  onReturn(restored: boolean): void;
}

/**
 * Hidden is the last moment that is reliably told on phones; `pagehide` follows where a page is left for good. Both on
 * their own targets, and no `unload` or `beforeunload`, which keep a page out of the back/forward cache.
 * https://developer.chrome.com/docs/web-platform/page-lifecycle-api
 */
export function watchPageLife(life: PageLife, page: Document = document, view: Window = window): () => void {
  const back = (): void => life.onReturn(false);
  const heard: readonly (readonly [EventTarget, string, (event: Event) => void])[] = [
    [page, 'visibilitychange', () => (page.visibilityState === 'hidden' ? life.onLeave('hidden') : back())],
    [page, 'freeze', () => life.onLeave('frozen')],
    [page, 'resume', back],
    [view, 'pagehide', () => life.onLeave('gone')],
    [view, 'pageshow', (event) => (event as PageTransitionEvent).persisted && life.onReturn(true)],
    [view, 'online', back]
  ];
  for (const [target, type, listener] of heard) target.addEventListener(type, listener);
  return () => {
    for (const [target, type, listener] of heard) target.removeEventListener(type, listener);
  };
}
