import { expect } from 'chai';
import { completeLoops } from '../../../src/media/loops.js';
import { Reloads } from '../../../src/media/reloads.js';
import type { OwnReport } from '../../../src/page/player-client.js';

/** Those that say where the player is, and not whether it is seeking. */
const silent = (reports: readonly object[]): readonly object[] =>
  reports.filter((report) => 'position' in report && typeof (report as { seeking?: unknown }).seeking !== 'boolean');

const types = (reports: readonly OwnReport[]): readonly string[] => reports.map(({ type }) => type);

describe('what is reported for an element that says it not itself', () => {
  it('a reload that ends somewhere else is a seek, and each report with a position says whether it is seeking', () => {
    const reports: OwnReport[] = [];
    const element = { paused: false, seeking: false, readyState: 4, playbackRate: 1.5 };
    const reloads = new Reloads(element, (report) => reports.push(report));
    reloads.tell({ type: 'playing', position: 10, seeking: false });
    reloads.tell({ type: 'timeupdate', position: 12, seeking: false });
    reloads.load();
    reloads.tell({ type: 'pause', position: 0, seeking: false });
    reloads.tell({ type: 'playing', position: 40, seeking: false });
    expect(types(reports)).to.deep.equal(['playing', 'timeupdate', 'pause', 'seeking', 'seeked', 'ratechange', 'playing']);
    expect(silent(reports)).to.deep.equal([]);
    expect(reports.map((report) => 'seeking' in report && report.seeking)).to.deep.equal([false, false, false, true, false, false, false]); // prettier-ignore
  });

  it('a round of a loop ends at the end, not seeking, and begins anew while it seeks', () => {
    const reports: OwnReport[] = [];
    const element = { duration: 10, loop: true, paused: false, playbackRate: 1 } as HTMLMediaElement;
    let now = 0;
    const hear = completeLoops(element, () => now, (report) => reports.push(report)); // prettier-ignore
    hear({ type: 'timeupdate', position: 9.9, seeking: false });
    now = 150;
    hear({ type: 'seeking', position: 0, seeking: true });
    hear({ type: 'seeked', position: 0, seeking: false });
    expect(types(reports)).to.deep.equal(['timeupdate', 'pause', 'ended', 'seeking', 'play', 'seeked', 'playing']);
    expect(silent(reports)).to.deep.equal([]);
    expect(reports.map((report) => 'seeking' in report && report.seeking)).to.deep.equal([false, false, false, true, true, false, false]); // prettier-ignore
  });
});
