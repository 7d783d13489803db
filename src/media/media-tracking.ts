import type { Entry } from '../events/entry.js';
import type { AdSlot, Happening } from '../events/happening.js';
import type { OwnReport } from '../page/player-client.js';
import { DomListeners } from './dom-listeners.js';
import { readEntry, type EntrySource, type Presumed } from './entry.js';
import { listenToHappenings } from './happenings.js';
import { hasShown } from './has-shown.js';
import { catchUp, listen, whereabouts } from './listen.js';
import { completeLoops } from './loops.js';
import type { Stream } from './kaltura-account.js';
import { Reloads } from './reloads.js';
import { readPlaybackReport } from './report.js';
import { streamOf } from './stream.js';
import { release, claim } from './claim.js';
import type { TextTrackListLike } from './text-tracks.js';
import { Tracking } from './tracking.js';

/** What a page can ask of an element that it has tracked. */
export class MediaTracking extends Tracking {
  private readonly domListeners: DomListeners;
  private readonly reloads: Reloads;
  private entry: Entry | undefined;
  /** `open` told of the next media, and the element still has the last one. */
  private waits = false;
  private inAd = false;

  public constructor(
    private readonly element: HTMLMediaElement,
    private source: EntrySource,
    settings: unknown,
    private readonly tracks: TextTrackListLike | undefined
  ) {
    super(settings);
    this.domListeners = new DomListeners((work) => this.client.safely(work));
    this.reloads = new Reloads(element, (report) => this.client.feed(report));
    const taken = claim(element, this);
    this.start();
    if (taken) this.client.refuse('element', 'trackMedia: the element was tracked already. The viewing before has ended.');
  }

  public override stop(): void {
    super.stop();
    release(this.element, this);
  }

  /**
   * The element's next media: ends the viewing, and begins another one with the element's next load, or with the one that
   * began just before. Not needed where `entry` is a function.
   */
  public open(entry: EntrySource): void {
    this.client.safely(() => {
      this.end('source');
      const { reloads, element } = this;
      this.source = entry;
      this.waits = element.readyState > 0 && (hasShown(element) || (reloads.hasPlayed && !reloads.isLost));
      this.begin(this.ask());
    });
  }

  /**
   * An advertisement begins or ends, which the page shows instead of the content: in the same element or over it. Nothing
   * that the element does meanwhile counts.
   * @param slot tells the services of Kaltura that an advertisement started there
   */
  public ad(what: 'start' | 'end', slot?: AdSlot): void {
    const { client } = this;
    client.safely(() => {
      if (!['start', 'end'].includes(what)) return void client.refuse('ad', "ad: must be told 'start' or 'end'.");
      this.inAd = what === 'start';
      client.feed({ type: this.inAd ? 'adstart' : 'adend' });
      if (this.inAd && slot) this.happen({ name: 'ad', step: 'start', slot });
      const { paused, ended, readyState } = this.element;
      // It may have gone on without a word.
      if (!this.inAd && !paused && !ended && readyState > 2)
        this.tell({ type: 'playing', ...whereabouts(this.element) });
    });
  }

  /** What only the page knows of, in the words of Kaltura's own player: a dialog, a quality, other captions. */
  public happen(happening: Happening): void {
    const { client } = this;
    client.safely(() => {
      const read = readPlaybackReport({ type: 'happening', happening });
      if (typeof read === 'string') client.refuse('happen', `happen: ${read}`);
      else client.feed(read);
    });
  }

  protected stream(): Stream {
    return streamOf(this.element);
  }

  protected goOn(): void {
    this.waits = false;
    this.begin(this.ask());
  }

  protected end(reason: 'source' | 'leaving'): void {
    this.deafen();
    const { element, client } = this;
    const gone = this.waits || this.reloads.isLost;
    client.feed({ type: 'close', ...(gone ? { position: NaN } : whereabouts(element)), reason });
  }

  protected deafen(): void {
    this.domListeners.close();
  }

  private ask(): Entry | undefined {
    const { element, client } = this;
    const presumed: Presumed = {
      media: /audio/i.test(element.tagName) ? 'audio' : 'video',
      kind: element.duration === Infinity ? 'live' : 'vod'
    };
    const [entry, problems] = readEntry(this.source, presumed);
    problems.forEach((problem) => client.problems.add(problem));
    return entry;
  }

  private begin(entry: Entry | undefined): void {
    const { element, tracks, client, domListeners, reloads } = this;
    domListeners.close();
    reloads.reset();
    this.inAd = false;
    this.entry = entry;
    if (!client.tracker) return;
    domListeners.hear(element, ['emptied', 'loadstart', 'loadedmetadata'], ({ type }) => this.load(type));
    if (!entry) return;
    this.sit(entry);
    const loops = completeLoops(
      element,
      () => performance.now(),
      (report) => reloads.tell(report)
    );
    const report = (report: OwnReport): void => {
      if (!this.waits && !this.inAd) loops(report);
    };
    listen(element, tracks, domListeners.hear, report);
    listenToHappenings(element, tracks, domListeners.hear, (happening) => {
      if (!this.waits) client.feed({ type: 'happening', happening });
    });
    if (!this.waits) catchUp(element, tracks, (report) => this.tell(report));
  }

  private tell(report: OwnReport): void {
    this.reloads.tell(report);
  }

  /** The element loads: other media, or the same once more. */
  private load(event: string): void {
    const isKnown = event === 'loadedmetadata';
    if (!isKnown) this.waits = false;
    const before = this.entry;
    const entry = this.ask();
    // Whether it is live shows when the media is there; too late once it has played.
    const isOther = isKnown && !this.reloads.hasPlayed && entry?.kind !== before?.kind;
    if (entry?.id !== before?.id || isOther) {
      if (before) this.end('source');
      this.begin(entry);
    } else if (!isKnown) this.reloads.load();
  }
}
