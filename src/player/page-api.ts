import { BasePlugin } from '@playkit-js/kaltura-player-js';
import { thePage, type Page } from '../page/page.js';
import type { ButtonClickedFields, PageLoadFields } from '../stats/analytics-page.js';
import { readCollect } from '../stats/stats-collect.js';
import type { Tracker } from '../tracker/tracker.js';
import type { Watched } from '../viewing/watched.js';
import type { Report } from './listen.js';
import type { XapiPlayerEvents } from './player-events.js';
import { Problems } from './problems.js';
import { revivable, statusOf, type PluginStatus } from './status.js';

export const NAME = 'xapi';

/** What a page can ask of the plugin, and how the plugin speaks to the page. */
export abstract class PageApi extends BasePlugin {
  protected page: Page | undefined;
  protected tracker: Tracker | undefined;
  protected debug = false;
  /** The lanes whose events are told on this player. */
  protected readonly lanes = new Set<string>();
  protected readonly problems = new Problems((problem) => {
    console.warn(`[${NAME}] ${problem.message}`);
    this.tell('xapi_problem', problem);
  });

  /** Where delivery stands, what is wrong, and what was refused. */
  public async status(): Promise<PluginStatus> {
    const delivery = await statusOf(this.page, this.lanes);
    return { ...delivery, on: this.tracker?.laneId !== undefined, problems: this.problems.all };
  }

  /** Sends what waits, now. Resolves when nothing more can be sent for the moment. */
  public async flush(): Promise<void> {
    await this.page?.ports.outbox.flush();
  }

  /**
   * Sends statements again that were refused: those with these ids, or all. One that was held because `beforeSend` failed
   * goes through it once more, and stays when that fails again. Gives how many are on their way.
   */
  public async retry(ids?: readonly string[]): Promise<number> {
    const { dead } = await statusOf(this.page, this.lanes);
    const again = revivable(dead, ids, (body) => this.tracker?.redo(body));
    await this.page?.ports.outbox.revive(again);
    return again.length;
  }

  /**
   * Deletes what this browser keeps of this and every other viewer of the site: what waits, what was refused, and the
   * anonymous name. For a shared computer, at logout; call `flush()` first, or what waits is lost.
   */
  public async forget(): Promise<void> {
    await (this.page ?? thePage()).forget();
  }

  /**
   * A stats event that only the application knows of, in the session, order and queue of the others.
   * @param type name or id of one of the 40 types
   * @param fields of KalturaStatsEvent by their names, times and positions in seconds; type and session are given
   * @returns whether it was taken; otherwise a problem says why not
   */
  public collect(type: string | number, fields?: Readonly<Record<string, unknown>>): boolean {
    const collected = readCollect(type, fields);
    const refusal =
      collected.type === 'refused'
        ? collected.reason
        : this.tracker?.countsStats
          ? undefined
          : 'collect: there is no media whose stats are on.';
    if (refusal || collected.type === 'refused') return this.refuse('collect', refusal ?? '');
    this.feed({ type: 'happening', happening: collected.happening });
    return true;
  }

  /** Tells Kaltura's analytics that a page was loaded. Gives whether it was taken; otherwise a problem says why not. */
  public pageLoad(fields?: PageLoadFields): boolean {
    const refusal = this.tracker ? this.tracker.track('page', fields) : 'pageLoad: the plugin is off.';
    return !refusal || this.refuse('pageLoad', refusal);
  }

  /** The same of a button that was clicked. */
  public buttonClicked(fields?: ButtonClickedFields): boolean {
    const refusal = this.tracker ? this.tracker.track('button', fields) : 'buttonClicked: the plugin is off.';
    return !refusal || this.refuse('buttonClicked', refusal);
  }

  /** What was watched of the media that plays; `undefined` while there is none. */
  public watched(): Watched | undefined {
    return this.tracker?.watched();
  }

  protected feed(report: Report): void {
    const { tracker, page } = this;
    if (tracker && page) tracker.feed({ ...report, ...page.ports.now() });
  }

  protected tell<N extends keyof XapiPlayerEvents>(name: N, payload: XapiPlayerEvents[N]): void {
    // eslint-disable-next-line no-console -- the setting `debug` asks for it
    if (this.debug) console.debug(`[${NAME}]`, name, payload);
    this.dispatchEvent(name, payload);
  }

  private refuse(path: string, message: string): false {
    this.problems.add({ level: 'warning', code: 'bad-call', path, message });
    return false;
  }
}
