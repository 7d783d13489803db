/** A media element that plays what a script says, at the script's pace. Everything that listens to it hears DOM events. */
export interface FakeMedia {
  readonly element: HTMLVideoElement;
  play(): void;
  pause(): void;
  /** So many seconds of time have passed: says so, and moves the playhead where it plays. */
  pass(seconds: number): void;
  seek(position: number): void;
  rate(rate: number): void;
}

/** @param element of which nothing is played really from now on */
export function fakeMedia(element: HTMLVideoElement, duration: number): FakeMedia {
  let [position, rate, paused, seeking] = [0, 1, true, false];
  const say = (...types: readonly string[]): void => {
    for (const type of types) element.dispatchEvent(new Event(type));
  };
  const seek = (to: number): void => {
    seeking = true;
    position = to;
    say('seeking');
    seeking = false;
    say('timeupdate', 'seeked', ...(paused ? [] : ['playing']));
  };
  const read = (
    name: keyof HTMLVideoElement,
    get: () => unknown,
    set: (value: never) => void = () => undefined
  ): void => void Object.defineProperty(element, name, { configurable: true, get, set });
  const pause = (): void => {
    if (paused) return;
    paused = true;
    say('timeupdate', 'pause');
  };
  const play = (): void => {
    if (!paused) return;
    paused = false;
    say('play', 'playing');
  };
  const setRate = (value: number): void => {
    rate = value;
    say('ratechange');
  };
  read('currentTime', () => position, seek);
  read('playbackRate', () => rate, setRate);
  read('duration', () => duration);
  read('paused', () => paused);
  read('seeking', () => seeking);
  read('ended', () => false);
  read('readyState', () => 4);
  read('networkState', () => 1);
  // What the player calls on it.
  Object.assign(element, { pause, play: () => Promise.resolve(play()) });
  say('durationchange', 'loadedmetadata', 'loadeddata', 'canplay', 'canplaythrough');
  return {
    element,
    play,
    pause,
    seek,
    rate: setRate,
    pass(seconds) {
      if (paused) return;
      position = Math.min(position + seconds * rate, duration);
      say('timeupdate');
    }
  };
}
