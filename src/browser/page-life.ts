export interface PageLife {
  /** `gone`: the page itself goes (`pagehide`), not only out of sight. Either may be the last thing that happens. */
  onLeave(gone: boolean): void;
  /** `restored`: from the back/forward cache, not only into sight. */
  onReturn(restored: boolean): void;
}

/**
 * Hidden is the last moment that is reliably told on phones; `pagehide` follows where a page is left for good. Both on
 * their own targets, and no `unload` or `beforeunload`, which keep a page out of the back/forward cache.
 * https://developer.chrome.com/docs/web-platform/page-lifecycle-api
 */
export function watchPageLife(life: PageLife, page: Document = document, view: Window = window): () => void {
  const sight = (): void => (page.visibilityState === 'hidden' ? life.onLeave(false) : life.onReturn(false));
  const hide = (): void => life.onLeave(true);
  const show = (event: PageTransitionEvent): void => {
    if (event.persisted) life.onReturn(true);
  };
  page.addEventListener('visibilitychange', sight);
  view.addEventListener('pagehide', hide);
  view.addEventListener('pageshow', show);
  return () => {
    page.removeEventListener('visibilitychange', sight);
    view.removeEventListener('pagehide', hide);
    view.removeEventListener('pageshow', show);
  };
}
