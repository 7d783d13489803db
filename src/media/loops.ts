import type { OwnReport } from '../page/player-client.js';

/** Seconds from the end, or from the beginning, within which a jump from one to the other is a round of a loop. */
const NEAR = 0.3;

/**
 * An element that loops says nothing of its end: it seeks to the beginning and plays on. What it leaves out is said for
 * it.
 */
export function completeLoops(
  element: HTMLMediaElement,
  now: () => number,
  report: (report: OwnReport) => void
): (report: OwnReport) => void {
  let last = { position: NaN, at: 0 };
  let rounds = false;
  return (event) => {
    if (event.type === 'timeupdate' && !event.seeking) last = { position: event.position, at: now() };
    const { duration, loop, paused, playbackRate } = element;
    const due = last.position + ((now() - last.at) / 1000) * playbackRate;
    const seeks = 'position' in event && (event.type === 'seeking' || event.seeking);
    const around = seeks && loop && !paused && event.position < NEAR && due > duration - NEAR;
    if (!around) {
      report(event);
      // Not every engine says that it plays again, and the first time update comes late.
      const isThere = event.type === 'seeked' && !event.seeking;
      if (rounds && isThere) report({ ...event, type: 'playing' });
      if (isThere || event.type === 'pause') rounds = false;
      return;
    }
    rounds = true;
    report({ type: 'pause', position: duration, seeking: false, ended: true });
    report({ type: 'ended', position: duration, seeking: false });
    report({ type: 'seeking', position: event.position, seeking: true });
    if (event.type !== 'seeking') report(event);
    report({ type: 'play', position: event.position, seeking: true });
    last = { position: NaN, at: 0 };
  };
}
