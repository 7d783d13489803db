import type { PlaybackEvent } from '../../../src/events/playback-event.js';

/** What a viewer does. Times in whole milliseconds, so that the oracle can count exactly. */
export type Deed =
  | { readonly do: 'watch'; readonly ms: number }
  | { readonly do: 'seek'; readonly to: number; readonly latency: number }
  | { readonly do: 'pause' }
  | { readonly do: 'play' }
  | { readonly do: 'rate'; readonly rate: number }
  | { readonly do: 'idle'; readonly ms: number }
  | { readonly do: 'stall'; readonly ms: number };

/** One moment of truth: at wall time `at` the playhead was at `position` (both in ms), and why it is there. */
export interface Moment {
  readonly at: number;
  readonly position: number;
  readonly how: 'start' | 'played' | 'stalled' | 'spoke' | 'seeking' | 'sought' | 'rest' | 'ended' | 'replayed';
}

export interface Recording {
  readonly events: readonly PlaybackEvent[];
  /** The playhead over time: between two moments with `played` it moved evenly. */
  readonly truth: readonly Moment[];
}

const TICK = 250;

/** A player without faults: reports four times a second, seeks with a latency, ends exactly at its end. */
export function record(acts: readonly Deed[], duration: number): Recording {
  const events: PlaybackEvent[] = [];
  const truth: Moment[] = [];
  let now = 1_000_000;
  let position = 0;
  let rate = 1;
  let playing = false;
  let ended = false;
  const base = 1_700_000_000_000;
  type Loose = Record<string, unknown> & { type: PlaybackEvent['type'] };
  const emit = (event: Loose): void => {
    events.push({ position: position / 1000, ...event, mono: now, wall: base + now } as unknown as PlaybackEvent);
  };
  const mark = (how: Moment['how']): void => void truth.push({ at: now, position, how });
  const start = (): void => {
    if (playing) return;
    if (ended) {
      position = 0;
      ended = false;
      emit({ type: 'seeking' });
      emit({ type: 'play' });
      emit({ type: 'seeked' });
      mark('replayed');
    } else {
      emit({ type: 'play' });
      mark('rest');
    }
    playing = true;
    emit({ type: 'playing' });
  };
  const finish = (): void => {
    playing = false;
    ended = true;
    emit({ type: 'timeupdate' });
    emit({ type: 'pause', ended: true });
    emit({ type: 'ended' });
    mark('ended');
  };

  emit({ type: 'durationchange', duration: duration / 1000 });
  mark('start');
  start();
  for (const deed of acts) {
    switch (deed.do) {
      case 'watch': {
        let left = deed.ms;
        while (left > 0 && playing) {
          const untilEnd = Math.ceil((duration - position) / rate);
          const step = Math.min(TICK, left, untilEnd);
          now += step;
          left -= step;
          position = Math.min(position + step * rate, duration);
          mark('played');
          if (position >= duration) finish();
          else emit({ type: 'timeupdate' });
        }
        break;
      }
      case 'seek': {
        const target = Math.min(deed.to, duration - 100);
        const hop = target - position;
        // A hop forward by less than a tenth of a second is told from playing on by nobody.
        const to = hop > 0 && hop <= 110 ? position : target;
        if (ended && to < 1000) break;
        ended = false;
        mark('seeking');
        position = to;
        emit({ type: 'seeking' });
        now += deed.latency;
        mark('sought');
        emit({ type: 'seeked' });
        break;
      }
      case 'pause':
        if (!playing) break;
        playing = false;
        emit({ type: 'pause' });
        mark('rest');
        break;
      case 'play':
        start();
        break;
      case 'rate':
        // A player that has ended speaks of no rate until it plays again.
        if (rate !== deed.rate && !ended) mark('spoke');
        rate = deed.rate;
        emit({ type: 'ratechange', rate });
        break;
      case 'idle':
        if (playing) break;
        now += deed.ms;
        break;
      case 'stall':
        if (!playing) break;
        emit({ type: 'waiting' });
        now += deed.ms;
        mark('stalled');
        emit({ type: 'playing' });
        break;
    }
  }
  return { events, truth };
}
