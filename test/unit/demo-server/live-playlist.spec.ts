import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { FILM } from '../../../demo/server/live.js';
import { listed, livePlaylist, type Programme } from '../../../demo/server/live-playlist.js';
import { PROJECT } from '../../../demo/server/places.js';

const EPOCH = Date.UTC(2026, 0, 1);
const programme: Programme = { epoch: EPOCH, segments: 3, segmentMs: 2000, windowMs: 8000 };
const at = (ms: number): string => livePlaylist(programme, EPOCH + ms, (sequence) => `${sequence}.ts`);
const tag = (text: string, name: string): string | undefined =>
  new RegExp(`^#EXT-X-${name}:(.*)$`, 'm').exec(text)?.[1];

/** The continuity number of each listed segment, as a player counts it. */
function continuity(text: string): Map<number, number> {
  let count = Number(tag(text, 'DISCONTINUITY-SEQUENCE'));
  const found = new Map<number, number>();
  for (const line of text.split('\n')) {
    if (line === '#EXT-X-DISCONTINUITY') count += 1;
    const segment = /^(\d+)\.ts$/.exec(line);
    if (segment) found.set(Number(segment[1]), count);
  }
  return found;
}

describe('the live playlist', () => {
  it('lists what is over, and no more than the window', () => {
    const table: readonly (readonly [number, number, number])[] = [
      [-5000, 0, 0],
      [0, 0, 0],
      [1999, 0, 0],
      [2000, 0, 1],
      [8000, 0, 4],
      [9999, 0, 4],
      [10_000, 1, 4],
      [60_000, 26, 4]
    ];
    for (const [ms, first, count] of table)
      expect(listed(programme, EPOCH + ms), `${ms} ms`).to.deep.equal({ first, count });
  });

  it('says everything that a player needs', () => {
    expect(at(12_000)).to.equal(
      [
        '#EXTM3U',
        '#EXT-X-VERSION:6',
        '#EXT-X-TARGETDURATION:2',
        '#EXT-X-MEDIA-SEQUENCE:2',
        '#EXT-X-DISCONTINUITY-SEQUENCE:0',
        '#EXT-X-INDEPENDENT-SEGMENTS',
        '#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:04.000Z',
        '#EXTINF:2.000,',
        '2.ts',
        '#EXT-X-DISCONTINUITY',
        '#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:06.000Z',
        '#EXTINF:2.000,',
        '3.ts',
        '#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:08.000Z',
        '#EXTINF:2.000,',
        '4.ts',
        '#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:10.000Z',
        '#EXTINF:2.000,',
        '5.ts',
        ''
      ].join('\n')
    );
  });

  it('gives a segment the same continuity number in every list that has it, and never ends', () => {
    for (let ms = 2000; ms < 40_000; ms += 2000) {
      expect(at(ms)).to.not.include('ENDLIST');
      for (const [segment, count] of continuity(at(ms)))
        expect(count, `segment ${segment} at ${ms}`).to.equal(Math.floor(segment / 3));
    }
  });

  it('fits the film as it lies in the repository', () => {
    for (const rendition of ['low', 'high']) {
      const text = readFileSync(join(PROJECT, 'media', 'hls', rendition, 'index.m3u8'), 'utf8');
      const lengths = [...text.matchAll(/^#EXTINF:([\d.]+),/gm)].map(([, seconds]) => Number(seconds) * 1000);
      expect(lengths).to.deep.equal(Array.from({ length: FILM.segments }, () => FILM.segmentMs));
    }
  });
});
