import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const NOON = Date.UTC(2026, 0, 1, 12);

/** One viewing as a line: so many events, all of a film of which nearly everything is watched. */
function line(n: number, events: number): string {
  const seconds = events - 4;
  const wall = NOON + n * 1000;
  const at = (second: number): object => ({ mono: second * 1000, wall: wall + second * 1000 });
  return `${JSON.stringify({
    entry: { id: `0_entry${n % 50}`, name: 'Safety first', kind: 'vod', media: 'video', duration: events },
    viewer: { id: `viewer-${n}`, name: `Viewer ${n}` },
    events: [
      { type: 'play', position: 0, ...at(0) },
      { type: 'playing', position: 0, ...at(0) },
      ...Array.from({ length: seconds }, (_, i) => ({ type: 'timeupdate', position: i + 1, ...at(i + 1) })),
      { type: 'pause', position: seconds, ...at(seconds) },
      { type: 'close', position: seconds, reason: 'leaving', ...at(seconds + 1) }
    ]
  })}\n`;
}

/** Writes `viewings.jsonl`. */
export async function writeViewings(file: string, viewings: number, events: number): Promise<void> {
  const out = createWriteStream(file);
  for (let n = 0; n < viewings; n += 1) if (!out.write(line(n, events))) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
}
