import type { Outgoing, Parcel } from '../../../src/delivery/ports.js';
import type { Browser } from './tabs-browser.js';
import type { Tab } from './tab.js';
import { keyOf } from './world.js';

const HOUR = 3_600_000;

/** A pause that someone told of: who asked in it, and when. */
type Pause = Map<Tab, number>;

/** Looks at each request that leaves a browser: may this tab send this now? */
export class Watch {
  /** Who sent it, and when. */
  readonly sent = new Map<Outgoing, { readonly tab: Tab; readonly at: number }>();
  private readonly paused = new Map<string, Pause>();
  /** Tabs that flushed since, and the lanes in which they may make one more probe. */
  private readonly flushed = new Map<Tab, Set<string>>();
  /** The last answer of each lane, and to what: a probe may go on at once with the next statement. */
  private readonly answered = new Map<string, { readonly at: number; readonly request: Outgoing }>();

  constructor(private readonly browser: Browser) {}

  sends(tab: Tab, request: Outgoing): void {
    const lane = request.url.slice(1);
    const { clock, disk, tabs, wrongs, voice, wasFull, wasUnreadable } = this.browser;
    this.sent.set(request, { tab, at: clock.time });
    const rival = tabs.find(
      (other) => other !== tab && !this.isFree(other, lane) && [...other.flying].some(({ url }) => url === request.url)
    );
    if (rival && !request.keepalive && !this.isFree(tab, lane)) wrongs.push(`two tabs send ${lane} at the same time`);
    const personal = request.headers['Authorization']?.split('@')[1];
    if (personal !== (lane === 'a' ? undefined : lane)) wrongs.push(`${lane} goes with the credential of ${personal}`);
    for (const { id } of JSON.parse(request.body ?? '') as Parcel[])
      if (voice.captured.get(id)?.lane !== keyOf(lane)) wrongs.push(`${id} is carried by ${lane}`);
    // One that ended it may have died before it could tell.
    if (!wasFull && !disk.notes.get(keyOf(lane))?.paused) this.paused.delete(lane);
    const pause = this.paused.get(lane);
    if (!pause || this.isDisturbed(lane) || wasUnreadable || (wasFull && !pause.has(tab))) return;
    // It is told of once the storage knows, which takes a moment; a full one tells no other tab.
    const last = wasFull ? pause.get(tab) : Math.max(...pause.values());
    const before = this.answered.get(lane);
    const goesOn = before?.at === clock.time && before.request.body !== request.body;
    const isEarly = pause.has(tab) && clock.time - (last ?? -Infinity) < HOUR - 1000 && !goesOn;
    if (isEarly && !this.flushed.get(tab)?.delete(lane)) wrongs.push(`${lane} is asked while it is paused`);
    // The one of a page's start is apart from those of every hour; who leaves at once has not even learnt of the pause.
    if (pause.has(tab) || !request.keepalive) pause.set(tab, pause.has(tab) ? clock.time : -Infinity);
  }

  /** It makes one probe of each paused lane. */
  flushes(tab: Tab): void {
    this.flushed.set(tab, new Set(['a', tab.owner]));
  }

  answers(request: Outgoing): void {
    this.answered.set(request.url.slice(1), { at: this.browser.clock.time, request });
  }

  pauses(tab: Tab, lane: string, paused: boolean): void {
    if (paused && this.isDisturbed(lane)) return;
    if (!paused) this.paused.delete(lane);
    else this.paused.set(lane, (this.paused.get(lane) ?? new Map<Tab, number>()).set(tab, this.browser.clock.time));
  }

  /** What a dying tab has asked, or been answered, may be written down nowhere: the next one asks at once. */
  dies(tab: Tab): void {
    for (const pause of this.paused.values()) if (pause.has(tab)) pause.set(tab, -Infinity);
  }

  /** It was frozen amid its work, which goes on without the lock. */
  private isFree(tab: Tab, lane: string): boolean {
    return tab.lost.has(`xapi-lane:${keyOf(lane)}`);
  }

  /** Two may be at work, and each writes down what it knows. */
  private isDisturbed(lane: string): boolean {
    return this.browser.tabs.some((tab) => this.isFree(tab, lane));
  }

  /** Nobody can tell any more how long a pause has lasted. */
  forgive(): void {
    this.paused.clear();
  }
}
