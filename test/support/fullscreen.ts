import sinon from 'sinon';

/**
 * Fullscreen without a click and without a screen: browsers grant it to a gesture only. What the page sees is what it sees
 * when it is granted; `sinon.restore()` and `leaveFullscreen()` take it back.
 */
export function grantFullscreen(): void {
  sinon.stub(Element.prototype, 'requestFullscreen').callsFake(async function (this: Element) {
    show(this);
  });
  sinon.stub(document, 'exitFullscreen').callsFake(async () => show(null));
}

export function leaveFullscreen(): void {
  Reflect.deleteProperty(document, 'fullscreenElement');
}

function show(element: Element | null): void {
  Object.defineProperty(document, 'fullscreenElement', { value: element, configurable: true });
  // Chromium resolves the promise before it fires the event.
  setTimeout(() => document.dispatchEvent(new Event('fullscreenchange')));
}
