import type { PlaybackEvent } from '../../../src/events/playback-event.js';
import type { ViewingEvent } from '../../../src/events/viewing-event.js';
import type { ViewingRules } from '../../../src/events/viewing-rules.js';
import { unwatched, type ViewingState } from '../../../src/viewing/state.js';
import { view, wakeAt } from '../../../src/viewing/viewing.js';

export const RULES: ViewingRules = {
  beaconInterval: 'quarters',
  videoEndPercent: 100,
  videoEndSeconds: 0,
  completionRule: 'reached'
};

const NOON = Date.UTC(2026, 0, 1, 12);

const isMentioned = ({ type }: ViewingEvent): boolean => type === 'playReached' || type === 'happening';

/** Drives the fold by hand: time passes when it is told to, and ticks come when the fold asked for them. */
export class Script {
  public state: ViewingState;
  public readonly said: ViewingEvent[] = [];
  /** What only counters hear. */
  public readonly mentioned: ViewingEvent[] = [];
  /** Both, in the order in which they came. */
  public readonly all: ViewingEvent[] = [];
  private mono = 1000;
  /** What the wall clock is wrong by. */
  public skew = 0;

  public constructor(rules: Partial<ViewingRules> = {}, live = false, duration?: number) {
    this.state = unwatched({ ...RULES, ...rules }, live);
    if (duration !== undefined) this.tell({ type: 'durationchange', duration });
  }

  public get wall(): number {
    return NOON + this.mono + this.skew;
  }

  /** Lets time pass, without a word from the player. */
  public wait(seconds: number): this {
    const until = this.mono + seconds * 1000;
    const due = wakeAt(this.state);
    if (due !== undefined && due <= until) {
      this.mono = Math.max(due, this.mono);
      this.tell({ type: 'tick' });
    }
    this.mono = until;
    return this;
  }

  public tell(event: DistributiveOmit<PlaybackEvent, 'mono' | 'wall'>): this {
    const [state, said] = view(this.state, { ...event, mono: this.mono, wall: this.wall });
    this.state = state;
    this.all.push(...said);
    for (const event of said) (isMentioned(event) ? this.mentioned : this.said).push(event);
    return this;
  }

  public start(position = 0): this {
    return this.tell({ type: 'play', position }).tell({ type: 'playing', position });
  }

  /** Plays from where the playhead is, four reports a second of the wall clock. */
  public playTo(to: number, rate = this.state.rate): this {
    const step = 0.25 * rate;
    for (let at = this.state.position; at < to;) {
      at = Math.min(at + step, to);
      this.wait(0.25).tell({ type: 'timeupdate', position: at });
    }
    return this;
  }

  public seek(to: number, latency = 0.05): this {
    return this.tell({ type: 'seeking', position: to }).wait(latency).tell({ type: 'seeked', position: to });
  }

  public pause(): this {
    return this.tell({ type: 'pause', position: this.state.position });
  }

  public end(position: number): this {
    return this.tell({ type: 'pause', position, ended: true }).tell({ type: 'ended', position });
  }

  /** What was said, in a few words. */
  public get story(): readonly string[] {
    return this.said.map((event) => {
      const at = `@${Math.round(event.position * 100) / 100}`;
      switch (event.type) {
        case 'playProgress':
          return `${event.percent}%${event.finished ? ' finished' : ''}`;
        case 'seek':
          return `seek ${Math.round(event.from * 100) / 100}>${Math.round(event.to * 100) / 100}`;
        case 'playbackRateChange':
          return `rate ${event.from}>${event.to}`;
        case 'stopped':
          return `stopped ${event.reason} ${at}`;
        case 'started':
          return event.replay ? 'replay' : 'started';
        case 'play':
          return `play ${at}`;
        default:
          return event.type;
      }
    });
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
