import type { KalturaPlayer } from '@playkit-js/kaltura-player-js';
import { NO_CREDENTIAL } from '../delivery/status.js';
import { thePage } from '../page/page.js';
import type { StatementCaptured } from '../xapi/captured.js';
import type { Problem, Settings } from '../settings/settings.js';
import { Tracker } from '../tracker/tracker.js';
import { entryOf } from './entry.js';
import { enabledOf, successor, uiConfEnabled } from './layers.js';
import { listenToHappenings } from './happenings.js';
import { catchUp, listen, positionOf, type Listen } from './listen.js';
import { NAME, PageApi } from './page-api.js';
import { premisesOf } from './premises.js';
import { settingsSource } from './settings-source.js';

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
export class Xapi extends PageApi {
  public static override defaultConfig: object = {};

  public static override isValid(): boolean {
    return true;
  }

  private endings: readonly (() => void)[] = [];
  private applyConfig: ((config: unknown) => void) | undefined;
  /** There is media; and there was some before. */
  private loaded = false;
  private announced = false;
  private gone = false;
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

  private safely(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.problems.add({ level: 'error', code: 'internal', path: NAME, message: `${NAME}: ${String(error)}` });
    }
  }
}
