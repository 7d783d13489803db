import type { OwnReport } from '../page/player-client.js';

/** A playhead that came back this near, in seconds, is where it was. */
const NEAR = 0.5;

/** What is told of the way back of an element that was given the same media anew: nothing of where it is. */
function lost(report: OwnReport): OwnReport | undefined {
  switch (report.type) {
    case 'timeupdate':
    case 'seeking':
    case 'seeked':
    case 'ratechange':
      return undefined;
    default:
      return 'position' in report ? { ...report, position: NaN } : report;
  }
}

/**
 * Libraries give an element the same media anew, to change the quality or after an error, and put the playhead back. That
 * is no act of the viewer: nothing is told until the media plays again. If it does somewhere else, that is a seek.
 */
export class Reloads {
  /** The media has shown a frame. */
  private played = false;
  private last = NaN;
  private lost = false;

  public constructor(
    private readonly element: Pick<HTMLMediaElement, 'paused' | 'seeking' | 'readyState' | 'playbackRate'>,
    private readonly report: (report: OwnReport) => void
  ) {}

  public get hasPlayed(): boolean {
    return this.played;
  }

  /** A load took away what was there, and it has not played again. */
  public get isLost(): boolean {
    return this.lost;
  }

  /** Another media. */
  public reset(): void {
    this.played = this.lost = false;
    this.last = NaN;
  }

  /** A load of the same media begins. */
  public load(): void {
    this.lost ||= this.played;
  }

  public readonly tell = (report: OwnReport): void => {
    if (this.lost && this.isBack(report)) this.arrive(report.position);
    const told = this.lost ? lost(report) : report;
    if (!told) return;
    // Some engines leave out `playing`.
    if (told.type === 'playing' || (told.type === 'timeupdate' && !this.element.paused)) this.played = true;
    if ('position' in told && Number.isFinite(told.position) && !told.seeking) this.last = told.position;
    this.report(told);
  };

  private isBack(report: OwnReport): report is Extract<OwnReport, { type: 'playing' | 'timeupdate' }> {
    const { paused, seeking, readyState } = this.element;
    return (report.type === 'playing' || report.type === 'timeupdate') && !paused && !seeking && readyState > 2;
  }

  private arrive(position: number): void {
    this.lost = false;
    if (Math.abs(position - this.last) >= NEAR) {
      this.report({ type: 'seeking', position, seeking: true });
      this.report({ type: 'seeked', position, seeking: false });
    }
    // A load puts the pace back to the usual one; libraries may have put it back again.
    const { playbackRate: rate } = this.element;
    if (rate > 0) this.report({ type: 'ratechange', position, seeking: false, rate });
  }
}
