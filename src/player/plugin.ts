import { BasePlugin, type KalturaPlayer } from '@playkit-js/kaltura-player-js';
import { NO_CREDENTIAL } from '../delivery/status.js';
import { thePage, type Page } from '../page/page.js';
import type { ButtonClickedFields, PageLoadFields } from '../stats/analytics-page.js';
import { readCollect } from '../stats/stats-collect.js';
import type { StatementCaptured } from '../xapi/captured.js';
import type { Problem, Settings } from '../settings/settings.js';
import { Tracker } from '../tracker/tracker.js';
import type { Watched } from '../viewing/watched.js';
import { entryOf } from './entry.js';
import { enabledOf, successor, uiConfEnabled } from './layers.js';
import { listenToHappenings } from './happenings.js';
import { catchUp, listen, positionOf, type Listen, type Report } from './listen.js';
import type { XapiPlayerEvents } from './player-events.js';
import { premisesOf } from './premises.js';
import { Problems } from './problems.js';
import { settingsSource } from './settings-source.js';
import { revivable, statusOf, type PluginStatus } from './status.js';

export const NAME = 'xapi';

const NO_TOKEN: Problem = {
  level: 'warning',
  code: 'no-token',
  path: 'oauthToken',
  message: 'oauthToken: gave no token. Statements wait, and it is asked again.'
};

/**
 * The Kaltura Player plugin. It never throws into the player: a hook that does would keep the other plugins from their
 * media, or the player from its next one.
 */
export class Xapi extends BasePlugin {
  public static override defaultConfig: object = {};

  public static override isValid(): boolean {
    return true;
  }

  private page: Page | undefined;
  private tracker: Tracker | undefined;
  private endings: readonly (() => void)[] = [];
  private applyConfig: ((config: unknown) => void) | undefined;
  private debug = false;
  /** There is media; and there was some before. */
  private loaded = false;
  private announced = false;
  private gone = false;
  private readonly lanes = new Set<string>();
  private readonly problems = new Problems((problem) => {
    console.warn(`[${NAME}] ${problem.message}`);
    this.tell('xapi_problem', problem);
  });

  public constructor(name: string, player: KalturaPlayer, config?: unknown) {
    super(name, player, config);
    this.safely(() => {
      const { provider } = player.config as { readonly provider?: { readonly uiConfId?: unknown } };
      this.applyConfig = settingsSource([uiConfEnabled(name, provider?.uiConfId), enabledOf(config)], {
        hold: () => {
          if (!this.gone) this.switchOn().hold();
        },
        use: (settings) => this.safely(() => this.use(settings)),
        off: () => this.switchOff(),
        report: (problems) => this.problems.stand(problems)
      });
      this.applyConfig(this.config);
    });
  }

  public override updateConfig(update: unknown): void {
    const config: unknown = this.config;
    this.safely(() => {
      const user = successor(config, update);
      if (user) super.updateConfig({ user });
    });
    super.updateConfig(update);
    this.safely(() => this.applyConfig?.(this.config));
  }

  public override loadMedia(): void {
    this.safely(() => {
      // A page cannot listen before its media load: what is wrong is said again.
      if (!this.announced) this.problems.all.forEach((problem) => this.tell('xapi_problem', problem));
      this.loaded = this.announced = true;
      this.begin();
    });
  }

  public override reset(): void {
    this.safely(() => this.end('source'));
    this.loaded = false;
  }

  public override destroy(): void {
    this.safely(() => {
      this.end('leaving');
      this.switchOff();
      this.gone = true;
    });
    super.destroy();
  }

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

  private use(settings: Settings): void {
    // Late settings find a player that is gone.
    if (this.gone) return;
    this.debug = settings.debug;
    const tracker = this.switchOn();
    tracker.configure(settings);
    this.learnLanes();
  }

  /** Whose events are told on this player: also those of lanes that it no longer uses. */
  private learnLanes(): void {
    this.tracker?.laneIds.forEach((lane) => this.lanes.add(lane));
  }

  private switchOn(): Tracker {
    if (this.tracker) return this.tracker;
    const page = (this.page = thePage());
    const listener = {
      statement: (captured: StatementCaptured) => this.tell('xapi_statement', captured),
      problem: (problem: Problem) => this.problems.add(problem)
    };
    const tracker = (this.tracker = new Tracker(page.ports, listener, premisesOf(this.player)));
    this.endings = [
      page.join({
        leave: () => this.safely(() => this.end('leaving')),
        back: () => this.safely(() => this.goOn())
      }),
      page.ports.outbox.listen((event) => {
        if (!this.lanes.has(event.lane)) return;
        this.tell('xapi_delivery', event);
        if (event.type === 'retry' && event.reason === NO_CREDENTIAL) this.problems.add(NO_TOKEN);
      })
    ];
    this.goOn();
    return tracker;
  }

  /** Switched off says nothing more, not even that the viewing ended. */
  private switchOff(): void {
    this.eventManager.removeAll();
    this.endings.forEach((end) => end());
    this.endings = [];
    this.tracker?.stop();
    this.tracker = undefined;
  }

  private refuse(path: string, message: string): false {
    this.problems.add({ level: 'warning', code: 'bad-call', path, message });
    return false;
  }

  private begin(): void {
    const { player, eventManager, tracker } = this;
    const entry = entryOf(player);
    eventManager.removeAll();
    if (!entry || !tracker) return;
    tracker.open(entry);
    this.learnLanes();
    const on: Listen = (name, listener) =>
      eventManager.listen(player, name, (event: Parameters<typeof listener>[0]) => this.safely(() => listener(event)));
    listen(player, on, (report) => this.feed(report));
    listenToHappenings(player, on, (happening) => this.feed({ type: 'happening', happening }));
  }

  /** A viewing begins in the middle: switched on late, or back from the back/forward cache. */
  private goOn(): void {
    if (!this.loaded) return;
    this.begin();
    catchUp(this.player, (report) => this.feed(report));
  }

  private end(reason: 'source' | 'leaving'): void {
    this.eventManager.removeAll();
    this.feed({ type: 'close', position: positionOf(this.player), reason });
  }

  private feed(report: Report): void {
    const { tracker, page } = this;
    if (tracker && page) tracker.feed({ ...report, ...page.ports.now() });
  }

  private tell<N extends keyof XapiPlayerEvents>(name: N, payload: XapiPlayerEvents[N]): void {
    // eslint-disable-next-line no-console -- the setting `debug` asks for it
    if (this.debug) console.debug(`[${NAME}]`, name, payload);
    this.dispatchEvent(name, payload);
  }

  private safely(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.problems.add({ level: 'error', code: 'internal', path: NAME, message: `${NAME}: ${String(error)}` });
    }
  }
}
