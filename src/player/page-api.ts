import { BasePlugin } from '@playkit-js/kaltura-player-js';
import type { PlayerClient } from '../page/player-client.js';
import type { Status } from '../page/status.js';
import type { ButtonClickedFields, PageLoadFields } from '../analytics/page.js';
import type { StatsEventName } from '../stats/event-types.js';
import type { StatsFields } from '../stats/fields.js';
import type { Watched } from '../viewing/watched.js';

/** What a page can ask of the plugin. */
export abstract class PageApi extends BasePlugin {
  protected abstract readonly client: PlayerClient;

  /** Where delivery stands, what is wrong, and what was refused. */
  public status(): Promise<Status> {
    return this.client.status();
  }

  /** Sends what waits, now. Resolves when nothing more can be sent for the moment. */
  public flush(): Promise<void> {
    return this.client.flush();
  }

  /**
   * Sends statements again that were refused: those with these ids, or all. One that was held because `beforeSend` failed
   * goes through it once more, and stays when that fails again. Gives how many are on their way.
   */
  public retry(ids?: readonly string[]): Promise<number> {
    return this.client.retry(ids);
  }

  /**
   * Deletes what this browser keeps of this and every other viewer of the site: what waits, what was refused, and the
   * anonymous name. For a shared computer, at logout; call `flush()` first, or what waits is lost.
   */
  public forget(): Promise<void> {
    return this.client.forget();
  }

  /**
   * A stats event that only the application knows of, in the session, order and queue of the others.
   * @param type name or id of one of the 40 types; 1 to 7 and 16 are for playback itself to tell
   * @param fields of KalturaStatsEvent by their names, times and positions in seconds; type and session are given
   * @returns whether it was taken; otherwise a problem says why not
   */
  public collect(type: StatsEventName | number, fields?: Partial<StatsFields>): boolean {
    return this.client.collect(type, fields);
  }

  /** Tells Kaltura's analytics that a page was loaded. Gives whether it was taken; otherwise a problem says why not. */
  public pageLoad(fields?: PageLoadFields): boolean {
    return this.client.pageLoad(fields);
  }

  /** The same of a button that was clicked. */
  public buttonClicked(fields?: ButtonClickedFields): boolean {
    return this.client.buttonClicked(fields);
  }

  /** What was watched of the media that plays; `undefined` while there is none. */
  public watched(): Watched | undefined {
    return this.client.watched();
  }
}
