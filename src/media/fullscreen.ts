/** Older Safari has names of its own, and its phones show the element alone. */
interface WebKit {
  readonly webkitFullscreenElement?: Element | null;
  readonly webkitDisplayingFullscreen?: boolean;
}

export const FULLSCREEN_EVENTS = ['fullscreenchange', 'webkitfullscreenchange'];
/** They come to the element itself. */
export const NATIVE_FULLSCREEN_EVENTS = ['webkitbeginfullscreen', 'webkitendfullscreen'];

/** Whether the element fills the screen, or something that it is in: pages put their own controls round it. */
export function isFullscreen(element: Node): boolean {
  const { fullscreenElement, webkitFullscreenElement } = document as Document & WebKit;
  let full = fullscreenElement ?? webkitFullscreenElement ?? null;
  // Of what fills the screen inside a web component, the document sees the component.
  while (full?.shadowRoot?.fullscreenElement) full = full.shadowRoot.fullscreenElement;
  for (let node: Node | null = element; node && full; node = node instanceof ShadowRoot ? node.host : node.parentNode)
    if (node === full) return true;
  return (element as WebKit).webkitDisplayingFullscreen === true;
}
