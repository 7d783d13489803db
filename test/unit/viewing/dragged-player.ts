import type { PlaybackEvent } from '../../../src/events/playback-event.js';

/** What a hand does, in whole milliseconds of time and of content. */
export type Act =
  | { readonly do: 'watch'; readonly ms: number }
  /** The pointer moves the playhead to each of these, one after the other. */
  | { readonly do: 'drag'; readonly moves: readonly Move[] };

export interface Move {
  readonly to: number;
  /** Until the next move. */
  readonly gap: number;
  /** How long the engine takes for it, if no other seek overtakes it. */
  readonly latency: number;
  /** What the engine reports meanwhile, about what happened before it. */
  readonly noise: readonly ('timeupdate' | 'playing' | 'waiting' | 'seeked')[];
}

export interface Dragged {
  readonly events: readonly PlaybackEvent[];
  /** Milliseconds of content that truly played, by position; how often does not matter. */
  readonly played: Uint8Array;
}

export interface Engine {
  readonly length: number;
  readonly rate: number;
  /** Milliseconds between an occurrence and the moment at which the page hears of it: a main thread that is busy. */
  readonly delay: number;
  /** Whether its reports say that it is seeking. */
  readonly isFrank: boolean;
  /** Whether a seek may be over before the page hears that it began: Firefox with a busy main thread. */
  readonly isHasty?: boolean;
}

/**
 * An element as browsers have it, millisecond by millisecond: the page hears of everything later, and whatever it hears
 * of while a newer seek is on its way carries the target of that one.
 */
export function drag(acts: readonly Act[], { length, rate, delay, isFrank, isHasty }: Engine): Dragged {
  const events: PlaybackEvent[] = [];
  const played = new Uint8Array(length + 1);
  const queue: { readonly due: number; readonly type: PlaybackEvent['type'] }[] = [];
  let now = 0;
  let position = 0;
  let done: number | undefined;
  let reported = 0;

  const hear = (type: PlaybackEvent['type'], more: object = {}): void => {
    const where = { position: position / 1000, ...(isFrank && { seeking: done !== undefined }) };
    const event = { ...where, ...more, type, mono: now, wall: 1.7e12 + now };
    events.push(event as unknown as PlaybackEvent);
  };
  const later = (type: PlaybackEvent['type']): void => void queue.push({ due: now + delay, type });
  const run = (milliseconds: number): void => {
    for (const until = now + milliseconds; now < until;) {
      now++;
      if (done === undefined) {
        const from = Math.round(position);
        position = Math.min(position + rate, length);
        played.fill(1, from, Math.round(position));
        if (now - reported >= 250) {
          reported = now;
          later('timeupdate');
        }
      } else if (now >= done) {
        done = undefined;
        later('timeupdate');
        later('seeked');
      }
      for (let next = queue[0]; next && next.due <= now; next = queue[0]) {
        queue.shift();
        hear(next.type);
      }
    }
  };

  hear('durationchange', { duration: length / 1000 });
  hear('ratechange', { rate });
  hear('play');
  hear('playing');
  for (const act of acts) {
    if (act.do === 'watch') {
      run(act.ms);
      continue;
    }
    for (const { to, gap, latency, noise } of act.moves) {
      position = to;
      // What was on its way already is heard before `seeking`, and shows the target.
      noise.forEach(later);
      // Elsewhere the main thread learns of the end of a seek after all that it queued before.
      done = now + (isHasty ? 0 : delay) + latency;
      later('seeking');
      run(gap);
    }
    run(2 * delay + 401);
  }
  return { events, played };
}
