import type { KalturaPlayer } from '@playkit-js/kaltura-player-js';
import type { Adapter } from '../page/client.js';
import { PlayerClient } from '../page/player-client.js';
import { enabledOf } from '../settings/layers.js';
import { about } from '../settings/problems.js';
import { Tracker } from '../tracker/tracker.js';
import { entryOf } from './entry.js';
import { listenToHappenings } from './happenings.js';
import { successor, uiConfEnabled } from './layers.js';
import { catchUp, listen, whereabouts, type Listen } from './listen.js';
import { PageApi } from './page-api.js';
import { kalturaAccountOf } from './kaltura-account.js';

/** The plugin's name in the player's configuration. */
export const NAME = 'xapi';

/**
 * The Kaltura Player plugin. It never throws into the player: a hook that does would keep the other plugins from their
 * media, or the player from its next one.
 */
export class Xapi extends PageApi {
  public static override defaultConfig: object = {};

  public static override isValid(): boolean {
    return true;
  }

  protected readonly client: PlayerClient;
  /** There is media; and there was some before. */
  private loaded = false;
  private announced = false;

  public constructor(name: string, player: KalturaPlayer, config?: unknown) {
    super(name, player, config);
    const { provider } = player.config as { readonly provider?: { readonly uiConfId?: unknown } };
    const host: Adapter<Tracker> = {
      role: 'player',
      create: (ports, listener) => new Tracker(ports, listener, kalturaAccountOf(player)),
      tell: (event, payload) => this.dispatchEvent(event, payload),
      goOn: () => this.goOn(),
      leave: () => this.end('leaving'),
      off: () => this.eventManager.removeAll()
    };
    this.client = new PlayerClient(host, [uiConfEnabled(name, provider?.uiConfId), enabledOf(config)]);
    this.client.safely(() => this.client.apply(this.config));
  }

  public override updateConfig(update: unknown): void {
    const { client } = this;
    const config: unknown = this.config;
    client.safely(() => {
      const user = successor(config, update);
      if (user) super.updateConfig({ user });
    });
    super.updateConfig(update);
    client.safely(() => client.apply(this.config));
  }

  public override loadMedia(): void {
    const { client } = this;
    client.safely(() => {
      // A page cannot listen before its media load: what is wrong is said again.
      if (!this.announced) client.problems.all.forEach((problem) => client.tell('xapi_problem', problem));
      this.loaded = this.announced = true;
      this.begin();
    });
  }

  public override reset(): void {
    this.client.safely(() => this.end('source'));
    this.loaded = false;
  }

  public override destroy(): void {
    this.client.safely(() => {
      this.end('leaving');
      this.client.destroy();
    });
    super.destroy();
  }

  private begin(): void {
    const { player, eventManager, client } = this;
    const entry = entryOf(player);
    eventManager.removeAll();
    if (!client.tracker) return;
    if (!entry) return this.explain();
    client.tracker.open(entry);
    client.learnLanes();
    const on: Listen = (name, listener) =>
      eventManager.listen(player, name, (event: Parameters<typeof listener>[0]) =>
        client.safely(() => listener(event))
      );
    listen(player, on, (report) => client.feed(report));
    listenToHappenings(player, on, (happening) => client.feed({ type: 'happening', happening }));
  }

  /** Media that Kaltura has no id for: whoever embeds it may not know that nothing is told. */
  private explain(): void {
    const { id, progressive, hls, dash } = this.player.sources as Readonly<Record<string, unknown>>;
    if (id || !(progressive ?? hls ?? dash)) return;
    this.client.problems.add(about('entryId', 'missing', 'this media has none. Nothing is told of it.'));
  }

  /** A viewing begins in the middle: switched on late, or back from the back/forward cache. */
  private goOn(): void {
    if (!this.loaded) return;
    this.begin();
    catchUp(this.player, (report) => this.client.feed(report));
  }

  private end(reason: 'source' | 'leaving'): void {
    this.eventManager.removeAll();
    this.client.feed({ type: 'close', ...whereabouts(this.player), reason });
  }
}
