import type { DeadLetter } from '../delivery/ports.js';
import type { Layer } from '../settings/read-settings.js';
import { about } from '../settings/problems.js';
import type { Settings } from '../settings/settings.js';
import type { ButtonClickedFields, PageLoadFields } from '../analytics/page.js';
import { CALLS } from '../tracker/ports.js';
import type { TrackerListener, TrackerPorts } from '../tracker/ports.js';
import { deliveryProblems } from './delivery-problems.js';
import type { Role } from './shared-identity.js';
import { pageIfAny, thePage, type Page } from './page.js';
import { Problems } from './problems.js';
import { settingsSource } from './settings-source.js';
import { statusOf, type Status } from './status.js';
import type { XapiEvents } from './xapi-events.js';

const NAME = 'xapi';

/** What makes statements and events of what an adapter reports: a tracker of viewings, or a portal tracker for the rest. */
export interface AnyTracker {
  /** The lane that its statements take now; none while xAPI is off. */
  readonly laneId: string | undefined;
  readonly laneIds: readonly string[];
  configure(settings: Settings): void;
  hold(): void;
  stop(): void;
  /** Those of the dead letters that may be sent again, as they may be sent. */
  anotherChance(letters: readonly DeadLetter[]): readonly DeadLetter[];
  track(of: 'page' | 'button', fields: unknown): string | undefined;
}

/** The adapter that has a client. */
export interface Adapter<T extends AnyTracker> {
  readonly role: Role;
  /** The media is played by another player than Kaltura's. */
  readonly foreign?: boolean;
  create(ports: TrackerPorts, listener: TrackerListener): T;
  /** Tells the page; never throws. */
  tell<N extends keyof XapiEvents>(name: N, payload: XapiEvents[N]): void;
  /** The tracker is there, also anew: what goes on already begins for it. Also when the page is back from the back/forward cache. */
  goOn(): void;
  /** The page goes away, maybe for good. */
  leave(): void;
  /** Switched off: nothing more is heard. */
  off(): void;
}

/**
 * What a page's adapters have in common: settings out of layers, the tracker that is switched on and off by them, the
 * page's outbox, problems, and what a page may ask.
 */
export class Client<T extends AnyTracker> {
  public tracker: T | undefined;
  public page: Page | undefined;
  public readonly problems = new Problems((problem) => {
    console.warn(`[${NAME}] ${problem.message}`);
    this.tell('xapi_problem', problem);
  });
  private debug = false;
  private gone = false;
  private config: unknown;
  /** Whose events are told here: also those of lanes that are no longer used. */
  private readonly lanes = new Set<string>();
  private endings: readonly (() => void)[] = [];
  private readonly read: (config: unknown) => void;

  /** @param first layers of settings that `config` no longer shows */
  public constructor(
    private readonly host: Adapter<T>,
    first: readonly Layer[] = []
  ) {
    this.read = settingsSource(
      first,
      () => pageIfAny()?.sharedIdentity.borrow(host.role) ?? {},
      {
        hold: () => {
          if (!this.gone) this.switchOn().hold();
        },
        use: (settings) => this.safely(() => this.use(settings)),
        off: () => this.switchOff(),
        report: (problems) => this.problems.stand(problems)
      },
      host.foreign
    );
  }

  /** Settings, whole, as they stand now. */
  public apply(config: unknown): void {
    this.config = config;
    this.read(config);
    this.page?.sharedIdentity.lend(this, this.host.role, config);
  }

  public get isOn(): boolean {
    return this.tracker !== undefined;
  }

  /** Where delivery stands, what is wrong, and what was refused. */
  public async status(): Promise<Status> {
    const delivery = await statusOf(this.page, this.lanes);
    return { ...delivery, on: this.tracker?.laneId !== undefined, problems: this.problems.all };
  }

  public async flush(): Promise<void> {
    await this.page?.ports.outbox.flush();
  }

  public async retry(ids?: readonly string[]): Promise<number> {
    const { dead } = await statusOf(this.page, this.lanes);
    const named = dead.filter(({ id }) => ids?.includes(id) ?? true);
    const again = this.tracker?.anotherChance(named) ?? [];
    await this.page?.ports.outbox.revive(again);
    return again.length;
  }

  public async forget(): Promise<void> {
    await (this.page ?? thePage()).forget();
  }

  public pageLoad(fields?: PageLoadFields): boolean {
    return this.tells('page', fields);
  }

  public buttonClicked(fields?: ButtonClickedFields): boolean {
    return this.tells('button', fields);
  }

  /** Tells of a page or a button, or gives in one sentence why not. */
  public track(of: 'page' | 'button', fields: unknown): string | undefined {
    const why = this.tracker ? this.tracker.track(of, fields) : 'it is switched off';
    return why && `${CALLS[of]}: ${why}.`;
  }

  public refuse(path: string, message: string): false {
    this.problems.add({ level: 'warning', code: 'bad-call', path, message });
    return false;
  }

  /** The lanes that the tracker takes now are listened to from now on. */
  public learnLanes(): void {
    this.tracker?.laneIds.forEach((lane) => this.lanes.add(lane));
  }

  public tell<N extends keyof XapiEvents>(name: N, payload: XapiEvents[N]): void {
    this.trace(name, payload);
    this.host.tell(name, payload);
  }

  /** Says it on the console where somebody wants to see everything. */
  public trace(name: string, payload: unknown): void {
    // eslint-disable-next-line no-console -- the setting `debug` asks for it
    if (this.debug) console.debug(`[${NAME}]`, name, payload);
  }

  /** Whatever happens in it must not reach whose page it is. */
  public safely(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.problems.add(about(NAME, 'internal', String(error), 'error'));
    }
  }

  /** For good. */
  public destroy(): void {
    this.switchOff();
    this.gone = true;
  }

  private tells(of: 'page' | 'button', fields: unknown): boolean {
    const why = this.track(of, fields);
    return !why || this.refuse(CALLS[of], why);
  }

  private use(settings: Settings): void {
    // Late settings find a player that is gone.
    if (this.gone) return;
    this.debug = settings.debug;
    this.switchOn().configure(settings);
    this.learnLanes();
  }

  private switchOn(): T {
    if (this.tracker) return this.tracker;
    const page = (this.page = thePage());
    const tracker = (this.tracker = this.host.create(page.ports, {
      statement: (captured) => this.tell('xapi_statement', captured),
      problem: (problem) => this.problems.add(problem)
    }));
    page.sharedIdentity.lend(this, this.host.role, this.config);
    const hear = deliveryProblems(this.problems);
    this.endings = [
      page.join({
        leave: () => this.safely(() => this.host.leave()),
        back: () => this.safely(() => this.host.goOn())
      }),
      page.ports.outbox.listen((event) => {
        // What nobody serves is told by all who could.
        if (event.type !== 'unserved' && !this.lanes.has(event.lane.key)) return;
        this.tell('xapi_delivery', event);
        hear(event);
      }),
      page.sharedIdentity.listen(() => this.safely(() => this.read(this.config))),
      () => page.sharedIdentity.leave(this)
    ];
    this.host.goOn();
    return tracker;
  }

  /** Switched off says nothing more, not even that the viewing ended. */
  private switchOff(): void {
    this.host.off();
    const { endings } = this;
    this.endings = [];
    this.tracker?.stop();
    this.tracker = undefined;
    endings.forEach((end) => end());
  }
}
