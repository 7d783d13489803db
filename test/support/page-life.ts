/** Makes the page believe that its tab went out of sight, or came back into it. */
export function setVisibility(state: 'hidden' | 'visible'): void {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}

/** The real state again, without a word. */
export function restoreVisibility(): void {
  Reflect.deleteProperty(document, 'visibilityState');
}

/** What the browser fires when the page goes; `persisted`: into the back/forward cache. */
export function hidePage(persisted = false): void {
  window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted }));
}

/** The page comes back from the back/forward cache. */
export function restorePage(): void {
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
}
