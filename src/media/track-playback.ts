import { isObject } from '../schema/kinds.js';
import type { XapiConfig } from '../settings/config.js';
import { readEntry, type MediaEntry } from './entry.js';
import type { Stream } from './kaltura-account.js';
import { NOTHING, nextState, retell } from './last-state.js';
import { readPlaybackReport, type PlaybackReport } from './report.js';
import { Tracking } from './tracking.js';

export type { PlaybackReport };

export interface PlaybackOptions {
  readonly entry: MediaEntry;
  /** The settings of the plugin (docs/settings.md). */
  readonly settings: XapiConfig;
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
    const read = this.stopped ? 'tracking was stopped.' : readPlaybackReport(report);
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
