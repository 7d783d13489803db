import type { Happening } from '../events/happening.js';
import type { Hear } from './dom-listeners.js';
import { FULLSCREEN_EVENTS, isFullscreen, NATIVE_FULLSCREEN_EVENTS } from './fullscreen.js';
import { heightOf } from './surroundings.js';
import { captionsOf, type TextTrackListLike } from './text-tracks.js';

/** `HTMLMediaElement.NETWORK_NO_SOURCE`, and the code of an error that says the same. */
const NO_SOURCE = 3;
const NOT_SUPPORTED = 4;

/** What the element does beside playing the content. Which of it counts as what is the encoders' business. */
export function listenToHappenings(
  element: HTMLMediaElement,
  tracks: TextTrackListLike | undefined,
  hear: Hear,
  happen: (happening: Happening) => void
): void {
  let asked = !element.paused;
  let played = false;
  let buffers = false;
  let full = isFullscreen(element);
  let captions = captionsOf(tracks);
  let height = heightOf(element);
  const on = (names: readonly string[], listener: () => void): void => hear(element, names, listener);

  on(['loadedmetadata'], () => happen({ name: 'loaded' }));
  on(['play'], () => {
    if (!asked) happen({ name: 'playRequest' });
    asked = true;
  });
  on(['waiting'], () => {
    if (!buffers) happen({ name: 'bufferStart' });
    buffers = true;
  });
  on(['playing', 'pause', 'ended', 'emptied'], () => {
    if (buffers) happen({ name: 'bufferEnd' });
    buffers = false;
  });
  on(['playing'], () => {
    played = true;
    height ||= heightOf(element);
  });

  const turn = (): void => {
    if (full === isFullscreen(element)) return;
    full = !full;
    happen({ name: full ? 'fullScreenEnter' : 'fullScreenExit' });
  };
  hear(document, FULLSCREEN_EVENTS, turn);
  on(NATIVE_FULLSCREEN_EVENTS, turn);

  if (tracks)
    hear(tracks, ['change'], () => {
      const before = captions;
      captions = captionsOf(tracks);
      // Before the first frame these are the player's own choices.
      if (played && captions !== before) happen({ name: 'captions', language: captions ?? 'off' });
    });
  on(['resize'], () => {
    const before = height;
    height = heightOf(element);
    if (played && before && height && height !== before) happen({ name: 'flavorSwitch' });
  });

  const fail = (event: Event): void => {
    const { error, networkState } = element;
    // Of several sources the last one that fails is the one that counts: before it, the element tries the next.
    const recoverable = event.target !== element && networkState !== NO_SOURCE;
    happen({
      name: 'error',
      code: error?.code ?? NOT_SUPPORTED,
      // Addresses in it may carry a session.
      ...(error?.message && { details: error.message.replace(/\?\S*/g, '') }),
      phase: played ? 'playing' : asked ? 'beforePlaying' : 'beforePlay',
      ...(recoverable && { recoverable })
    });
  };
  // Those of <source> do not bubble.
  hear(element, ['error'], fail, true);
}
