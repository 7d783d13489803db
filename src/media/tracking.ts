import type { Entry } from '../events/entry.js';
import type { Adapter } from '../page/client.js';
import { DeliveryApi } from '../page/delivery-api.js';
import { PlayerClient } from '../page/player-client.js';
import type { XapiEvents } from '../page/xapi-events.js';
import type { XapiChange } from '../settings/changed.js';
import { isObject } from '../schema/kinds.js';
import { enabledOf } from '../settings/layers.js';
import type { ButtonClickedFields, PageLoadFields } from '../analytics/page.js';
import type { StatsEventName } from '../stats/event-types.js';
import type { StatsFields } from '../stats/fields.js';
import { Tracker } from '../tracker/tracker.js';
import type { Watched } from '../viewing/watched.js';
import { kalturaAccountOf, type Stream } from './kaltura-account.js';
import { mergeSettings, type Raw } from './settings.js';

/** What a page can ask of what it has tracked. Nothing here throws; what cannot be done is a problem. */
export abstract class Tracking extends DeliveryApi<XapiEvents> {
  protected readonly client: PlayerClient;
  private config: Raw;
  protected stopped = false;

  /** @param settings whatever the page gave; `start` looks at it */
  protected constructor(private readonly settings: unknown) {
    super();
    this.config = isObject(settings) ? settings : {};
    const host: Adapter<Tracker> = {
      role: 'player',
      foreign: true,
      create: (ports, listener) => new Tracker(ports, listener, () => kalturaAccountOf(this.config, this.stream())),
      tell: (name, payload) => this.listeners.tell(name, payload),
      goOn: () => this.goOn(),
      leave: () => this.end('leaving'),
      off: () => this.deafen()
    };
    this.client = new PlayerClient(host, [enabledOf(this.config)]);
  }

  /** Other settings, merged over those that were given before: what is left out stays as it is; `user: null` is nobody. */
  public configure(settings: XapiChange): void {
    const { client } = this;
    if (this.stopped || !isObject(settings)) {
      client.refuse('configure', `configure: ${this.stopped ? 'tracking was stopped' : 'settings must be an object'}.`);
      return;
    }
    client.safely(() => client.apply((this.config = mergeSettings(this.config, settings))));
  }

  /** A stats event that only the application knows of. Gives whether it was taken; otherwise a problem says why not. */
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

  /** The viewer leaves, and nothing more is heard. For good. */
  public stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    const { client } = this;
    client.safely(() => {
      this.end('leaving');
      client.destroy();
    });
  }

  /** How the media comes, as far as can be known. */
  protected abstract stream(): Stream;
  /** What plays already begins anew: switched on late, or back from the back/forward cache. */
  protected abstract goOn(): void;
  /** The viewing is over. */
  protected abstract end(reason: 'source' | 'leaving'): void;
  /** Nothing more is heard of the player. */
  protected abstract deafen(): void;

  /** Reads the settings and begins: once whoever extends this is ready. */
  protected start(): void {
    const { client, settings, config } = this;
    if (!isObject(settings)) client.refuse('settings', 'settings: must be an object. Nothing is tracked without them.');
    else client.safely(() => client.apply(config));
  }

  /** A viewing begins. */
  protected sit(entry: Entry): void {
    this.client.tracker?.open(entry);
    this.client.learnLanes();
  }
}
