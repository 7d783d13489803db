import type { Report } from '../page/player-client.js';
import { isObject } from '../schema/kinds.js';
import type { XapiConfig } from '../settings/config.js';
import { readHost } from '../stats/stats-collect.js';
import { readReport } from '../viewing/read-report.js';
import { readEntry, type MediaEntry } from './entry.js';
import type { Stream } from './kaltura-account.js';
import { NOTHING, nextState, retell } from './last-state.js';
import { Tracking } from './tracking.js';

/** What a player of your own reports, without times: they are those of the call. Positions are seconds. */
export type PlaybackReport = Exclude<Report, { readonly type: 'tick' | 'close' }>;

export interface PlaybackOptions {
  readonly entry: MediaEntry;
  /** The settings of the plugin (docs/settings.md). */
  readonly settings: XapiConfig;
}

/** What is reported, or why it is not taken; what the application tells by itself, by the rules of `collect()`. */
function asRead(report: unknown): PlaybackReport | string {
  const { type } = Object(report) as Partial<Report>;
  if (type === 'close' || type === 'tick') return 'a viewing is ended by open() or stop().';
  const read = readReport(report);
  if (!('event' in read)) return read.message;
  // It is neither of the two.
  const event = read.event as PlaybackReport;
  if (event.type !== 'happening' || event.happening.name !== 'host') return event;
  const host = readHost(event.happening.type, event.happening.fields);
  return host.type === 'event'
    ? { type: 'happening', happening: host.happening }
    : `happening: host: ${host.reason}.`;
}

/** What a page can ask of a player that it drives by hand. */
export class PlaybackTracking extends Tracking {
  private state = NOTHING;

  public constructor(
    private entry: unknown,
    settings: unknown
  ) {
    super(settings);
    this.start();
  }

  /** The next media: ends the viewing, and begins another one. */
  public open(entry: MediaEntry): void {
    this.client.safely(() => {
      this.end('source');
      this.entry = entry;
      this.state = NOTHING;
      this.goOn();
    });
  }

  /**
   * What the player does, as it does it (docs/adapters.md). Gives whether it was taken; otherwise a problem says why not.
   */
  public feed(report: PlaybackReport): boolean {
    const { client } = this;
    const read = this.stopped ? 'tracking was stopped.' : asRead(report);
    if (typeof read === 'string') return client.refuse('feed', `feed: ${read}`);
    client.safely(() => {
      this.state = nextState(this.state, read);
      client.feed(read);
    });
    return true;
  }

  protected stream(): Stream {
    return {};
  }

  protected goOn(): void {
    const { client } = this;
    const [entry, problems] = readEntry(this.entry, { kind: 'vod', media: 'video' });
    problems.forEach((problem) => client.problems.add(problem));
    if (!entry || !client.tracker) return;
    this.sit(entry);
    retell(this.state, (report) => client.feed(report));
  }

  protected end(reason: 'source' | 'leaving'): void {
    this.client.feed({ type: 'close', position: NaN, reason });
  }

  protected deafen(): void {
    // The player is not listened to: it reports by itself.
  }
}

/**
 * Tracks a player that plays in no media element, of which the page reports what it does.
 * @throws TypeError where there are no options
 */
export function trackPlayback(options: PlaybackOptions): PlaybackTracking {
  const given: unknown = options;
  if (!isObject(given)) throw new TypeError('trackPlayback: the argument must be { entry, settings }.');
  return new PlaybackTracking(options.entry, options.settings);
}
