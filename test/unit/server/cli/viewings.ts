import type { PlaybackEvent } from '../../../../src/events/playback-event.js';
import type { RecordedViewing } from '../../../../src/server/reading/recorded-viewing.js';

const NOON = Date.UTC(2026, 0, 1, 12);

/** Somebody watches the first so many seconds, a report each, and leaves. */
export function viewing(n: number, seconds = 96, more: Partial<RecordedViewing> = {}): RecordedViewing {
  const from = NOON + n * 1000;
  const at = (second: number): { mono: number; wall: number } => ({ mono: second * 1000, wall: from + second * 1000 });
  const watched = Array.from({ length: seconds }, (_, i): PlaybackEvent => ({
    type: 'timeupdate',
    position: i + 1,
    ...at(i + 1)
  }));
  return {
    entry: { id: `0_entry${n % 7}`, name: 'Safety first', kind: 'vod', media: 'video', duration: 100 },
    viewer: { id: `viewer-${n}`, name: `Viewer ${n}` },
    events: [
      { type: 'play', position: 0, ...at(0) },
      { type: 'playing', position: 0, ...at(0) },
      ...watched,
      { type: 'pause', position: seconds, ...at(seconds) },
      { type: 'close', position: seconds, reason: 'leaving', ...at(seconds + 1) }
    ],
    ...more
  };
}

export const viewings = (count: number, seconds?: number): readonly RecordedViewing[] =>
  Array.from({ length: count }, (_, n) => viewing(n, seconds));

/** As the command reads them. */
export const asLines = (all: readonly unknown[]): string => all.map((each) => `${JSON.stringify(each)}\n`).join('');
