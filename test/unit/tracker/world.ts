import type { Lane } from '../../../src/delivery/lane.js';
import type { Outbox } from '../../../src/delivery/outbox.js';
import type { Draft, Parcel } from '../../../src/delivery/ports.js';
import type { Entry } from '../../../src/events/entry.js';
import type { PlaybackEvent } from '../../../src/events/playback-event.js';
import type { XapiConfig } from '../../../src/settings/config.js';
import { readSettings } from '../../../src/settings/read-settings.js';
import type { Problem, Settings } from '../../../src/settings/settings.js';
import type { TrackerListener } from '../../../src/tracker/ports.js';
import { Tracker } from '../../../src/tracker/tracker.js';
import type { StatementCaptured } from '../../../src/xapi/captured.js';
import type { Statement } from '../../../src/xapi/statement.js';
import { IdJudge } from '../../support/judges/unique-ids.js';

export const LECTURE: Entry = { id: '0_lecture', kind: 'vod', media: 'video' };

const USUAL: XapiConfig = {
  endpoint: 'https://lrs.example/xapi',
  key: 'k',
  secret: 's',
  site: { homePage: 'https://site.example' },
  user: { id: 'ann' }
};

export const settingsOf = (config: XapiConfig = {}): Settings =>
  readSettings([USUAL, config], { origin: 'https://page.example' }).settings;

type Told = PlaybackEvent extends infer E ? (E extends unknown ? Omit<E, 'mono' | 'wall'> : never) : never;

/** A tracker with an outbox that only writes down what it is given. */
export class World {
  public readonly parcels: Parcel[] = [];
  public readonly held: { readonly parcel: Parcel; readonly reason: string }[] = [];
  public readonly urgent: boolean[] = [];
  public readonly drafts: Draft[] = [];
  public readonly captured: StatementCaptured[] = [];
  private readonly ids = new IdJudge();
  public readonly problems: Problem[] = [];
  public readonly opened: Lane[] = [];
  public mono = 1000;
  /** What the wall clock is wrong by. */
  public skew = 0;
  private wakes: { readonly at: number; readonly callback: () => void }[] = [];
  private made = 0;
  public readonly tracker: Tracker;

  /** @param drafts whether ends of viewings are drafted on the way */
  public constructor({ drafts = true }: { readonly drafts?: boolean } = {}) {
    const outbox: Pick<Outbox, 'open' | 'put' | 'hold' | 'limit'> = {
      limit: () => undefined,
      open: (lane) => {
        this.opened.push(lane);
        return `${lane.id.destination} ${lane.id.url} ${lane.id.owner}`;
      },
      put: (parcels, urgent = false, draft) => {
        this.parcels.push(...parcels);
        if (parcels.length) this.urgent.push(urgent);
        if (draft) this.drafts.push(draft);
        return Promise.resolve();
      },
      hold: (parcel, reason) => {
        this.held.push({ parcel, reason });
        return Promise.resolve();
      }
    };
    const listener: TrackerListener = {
      statement: (captured) => {
        this.captured.push(captured);
        this.ids.hear(captured);
        this.ids.check();
      },
      problem: (problem) => void this.problems.push(problem)
    };
    const ports = {
      outbox: outbox as Outbox,
      now: () => ({ mono: this.mono, wall: 1.7e12 + this.mono + this.skew }),
      uuid: () => `00000000-0000-4000-8000-${String(++this.made).padStart(12, '0')}`,
      wake: (milliseconds: number, callback: () => void) => {
        const entry = { at: this.mono + milliseconds, callback };
        this.wakes.push(entry);
        return () => void (this.wakes = this.wakes.filter((one) => one !== entry));
      },
      visit: () => 'visit',
      drafts,
      anonymousId: (kind: string) => (kind === 'skip' ? undefined : `nobody-${++this.made}`)
    };
    this.tracker = new Tracker(ports, listener);
  }

  public get statements(): readonly Statement[] {
    return this.parcels.map(({ body }) => JSON.parse(body) as Statement);
  }

  public get words(): readonly string[] {
    return this.statements.map(({ verb }) => verb.display['en'] ?? '');
  }

  public tell(event: Told): this {
    this.tracker.feed({ ...event, mono: this.mono, wall: 1.7e12 + this.mono + this.skew });
    return this;
  }

  public wait(seconds: number): this {
    this.mono += seconds * 1000;
    const due = this.wakes.filter(({ at }) => at <= this.mono);
    this.wakes = this.wakes.filter(({ at }) => at > this.mono);
    due.forEach(({ callback }) => callback());
    return this;
  }

  public play(from: number, to: number): this {
    this.tell({ type: 'play', position: from }).tell({ type: 'playing', position: from });
    for (let at = from + 0.25; at <= to; at += 0.25) this.wait(0.25).tell({ type: 'timeupdate', position: at });
    return this;
  }
}
