import type { DeadLetter } from '../delivery/ports.js';
import type { CreateDestination } from '../destination/destination.js';
import type { PortalEvent } from '../events/portal-event.js';
import { nowhere, type KalturaAccount } from '../kaltura/account.js';
import type { Problem, Settings } from '../settings/settings.js';
import type { PortalStatementCaptured } from '../xapi/captured.js';
import { PORTAL_DESTINATIONS } from './all-destinations.js';
import { changeVisit } from './change-visit.js';
import { Destinations } from './destinations.js';
import { Gate } from './gate.js';
import { CALLS, type TrackerPorts } from './ports.js';

export interface PortalTrackerListener {
  statement(captured: PortalStatementCaptured): void;
  problem(problem: Problem): void;
}

/** What a portal tracker needs from where it runs. */
export type PortalTrackerPorts = Pick<TrackerPorts, 'outbox' | 'now' | 'uuid' | 'anonymousId' | 'visit'>;

/**
 * Takes what happens beside the media: a portal's events, pages and buttons. Like a tracker without viewings: until
 * settings are there, all is held with its times. Everything is committed and sent at once, since a click that leads to
 * another page is the last thing that happens on this one.
 */
export class PortalTracker {
  private settings: Settings | undefined;
  private readonly gate = new Gate();
  private readonly destinations: Destinations<PortalStatementCaptured>;

  public constructor(
    private readonly ports: PortalTrackerPorts,
    private readonly listener: PortalTrackerListener,
    account: () => KalturaAccount = nowhere,
    destinations: readonly CreateDestination<PortalStatementCaptured>[] = PORTAL_DESTINATIONS
  ) {
    this.destinations = new Destinations(destinations, ports, listener, account, () => this.settings);
  }

  /** The lane that its statements take now. */
  public get laneId(): string | undefined {
    return this.destinations.keyOf('lrs');
  }

  /** All lanes that it takes now. */
  public get laneIds(): readonly string[] {
    return this.destinations.keys;
  }

  /** Whether an e-mail address is of use only with its hash; also while nobody knows yet. */
  public get hashesEmail(): boolean {
    const { hashEmail = true, accountOnly = false } = this.settings?.wording ?? {};
    return hashEmail && !accountOnly;
  }

  /** Holds what happens from now on until the next `configure`. */
  public hold(): void {
    this.gate.shut();
  }

  /** Settings hold from the next event on, and for what was held. */
  public configure(given: Settings): void {
    const settings = this.destinations.named(given);
    changeVisit(this.settings?.wording, settings.wording, this.ports);
    this.settings = settings;
    this.destinations.configure(settings);
    this.ports.outbox.limit(settings.outbox);
    this.gate.open();
  }

  /**
   * Says an event of a portal. Gives in a few words why it could not; what is held until settings are there is refused
   * later, as a problem. An event that the site switched off is taken, and nothing is said.
   */
  public say(event: PortalEvent): string | undefined {
    const at = this.ports.now().wall;
    return this.ask(event.type, () => this.destinations.tell([{ of: 'portal', event, at }], true));
  }

  /** Tells Kaltura's analytics of a page or a button of this visit; gives in a few words why it could not. */
  public track(of: 'page' | 'button', fields: unknown): string | undefined {
    const at = this.ports.now().wall;
    return this.ask(CALLS[of], () => this.destinations.tell([{ of, fields, at }], true));
  }

  /** Another chance for dead letters: what may be sent now, by the settings of now. */
  public anotherChance(letters: readonly DeadLetter[]): readonly DeadLetter[] {
    return this.settings ? this.destinations.again(letters) : [];
  }

  /** Says nothing more, whatever was held. */
  public stop(): void {
    this.gate.forget();
    this.settings = undefined;
    this.destinations.configure(undefined);
  }

  private ask(path: string, work: () => string | undefined): string | undefined {
    return this.gate.ask(path, work, (problem) => this.listener.problem(problem));
  }
}
