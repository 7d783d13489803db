import type { DeadLetter, Parcel } from '../delivery/ports.js';
import type { PortalEvent } from '../events/portal-event.js';
import type { Problem, Settings } from '../settings/settings.js';
import { anotherChance, redact } from '../xapi/before-send.js';
import { encodePortal, portalActor } from '../xapi/portal.js';
import { portalEntryContext } from '../xapi/portal-entry-context.js';
import type { PortalStatementCaptured } from '../xapi/portal-captured.js';
import type { Statement } from '../xapi/statement.js';
import { Gate } from './gate.js';
import { CALLS } from './calls.js';
import { KalturaLanes, NO_ACCOUNT } from './kaltura-lanes.js';
import { laneOf } from './lane-of.js';
import { named } from './named.js';
import type { TrackerPorts } from './ports.js';
import type { KalturaAccount } from './kaltura-account.js';
import { changeVisit, visitOf } from './visit-of.js';

export interface PortalTrackerListener {
  statement(captured: PortalStatementCaptured): void;
  problem(problem: Problem): void;
}

/** What a portal tracker needs from where it runs. */
export type PortalTrackerPorts = Pick<TrackerPorts, 'outbox' | 'now' | 'uuid' | 'anonymousId' | 'visit'>;

/** Milliseconds by which a timestamp may be moved on, so that what happens in one moment stays in order. */
const MOMENT = 1000;

/** A timestamp after the last one; a clock that was corrected by more than a moment is believed. */
const inOrder = (wall: number, last: number): number => (wall <= last && last - wall < MOMENT ? last + 1 : wall);

/**
 * Takes what happens beside the media: a portal's events, pages and buttons. Like a tracker without viewings: until
 * settings are there, all is held with its times. Everything is committed and sent at once, since a click that leads to
 * another page is the last thing that happens on this one.
 */
export class PortalTracker {
  private settings: Settings | undefined;
  private readonly gate = new Gate();
  /** Its key. */
  private lane: string | undefined;
  private stamped = 0;
  private readonly counts?: KalturaLanes;
  private readonly stranger: string;
  /** The name of a viewer who is not known, as long as this portal tracker lives. */
  private nobody: string | undefined;

  public constructor(
    private readonly ports: PortalTrackerPorts,
    private readonly listener: PortalTrackerListener,
    kalturaAccount?: () => KalturaAccount
  ) {
    if (kalturaAccount) {
      const report = (problem: Problem): void => listener.problem(problem);
      this.counts = new KalturaLanes(ports, kalturaAccount, () => this.settings, report);
    }
    this.stranger = ports.uuid();
  }

  /** The lane that its statements take now. */
  public get laneId(): string | undefined {
    return this.lane;
  }

  /** All lanes that it takes now. */
  public get laneIds(): readonly string[] {
    return [...(this.lane ? [this.lane] : []), ...(this.counts?.laneIds ?? [])];
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
    const settings = given.enabled ? named(given, this.counts?.userOf(given)) : given;
    changeVisit(this.settings?.wording, settings.wording, this.ports);
    this.settings = settings;
    const lane = laneOf(settings, () => this.settings, this.ports.anonymousId, this.stranger);
    this.lane = lane && this.ports.outbox.open(lane);
    this.ports.outbox.limit(settings.outbox);
    this.counts?.settle();
    this.gate.open();
  }

  /**
   * Says an event of a portal. Gives in a few words why it could not; what is held until settings are there is refused
   * later, as a problem. An event that the site switched off is taken, and nothing is said.
   */
  public say(event: PortalEvent): string | undefined {
    const at = this.ports.now().wall;
    return this.ask(event.type, () => this.take(event, at));
  }

  /** Tells Kaltura's analytics of a page or a button of this visit; gives in a few words why it could not. */
  public track(of: 'page' | 'button', fields: unknown): string | undefined {
    const at = this.ports.now().wall;
    return this.ask(CALLS[of], () => (this.counts ? this.counts.track(of, fields, at) : NO_ACCOUNT));
  }

  /** Another chance for dead letters: what may be sent now, by the settings of now. */
  public anotherChance(letters: readonly DeadLetter[]): readonly DeadLetter[] {
    if (!this.settings) return [];
    const again = anotherChance(letters, this.settings.beforeSend);
    if (again.problem) this.listener.problem(again.problem);
    return again.letters;
  }

  /** Says nothing more, whatever was held. */
  public stop(): void {
    this.gate.forget();
    this.settings = this.lane = undefined;
  }

  private ask(path: string, work: () => string | undefined): string | undefined {
    return this.gate.ask(path, work, (problem) => this.listener.problem(problem));
  }

  private take(event: PortalEvent, at: number): string | undefined {
    const { lane, settings, ports, listener } = this;
    if (!settings || !lane) return 'xAPI is off';
    const { wording } = settings;
    const actor = portalActor(event, wording, this.nameOfNobody(settings));
    if (!actor)
      return event.type === 'entryCollaborator'
        ? 'collaborator: the settings allow no e-mail address here, give an id'
        : "nobody is known, and anonymous is 'skip': say who it is with user";
    const [entryContext, problems] = portalEntryContext(event, wording);
    problems.forEach((problem) => listener.problem(problem));
    const stamp = (wall: number): number => (this.stamped = inOrder(wall, this.stamped));
    const encodeContext = { wording, actor, entryContext, visitId: visitOf(wording, ports) };
    const statement = encodePortal(event, encodeContext, at, { id: ports.uuid, stamp });
    if (statement) this.write(statement, event, at, lane, settings);
    return undefined;
  }

  private write(original: Statement, event: PortalEvent, at: number, lane: string, { beforeSend }: Settings): void {
    const { outbox } = this.ports;
    const redacted = redact(original, beforeSend);
    if (redacted.type === 'drop') return;
    const parcel: Parcel = { id: original.id, lane, kind: 'interaction', body: redacted.body, at };
    if (redacted.type === 'hold') {
      void outbox.hold(parcel, redacted.reason);
      const message = `${redacted.reason}. The statement is kept and not sent.`;
      this.listener.problem({ level: 'error', code: 'before-send', path: 'beforeSend', message });
      return;
    }
    const { statement } = redacted;
    this.listener.statement({ statement, event });
    void outbox.put([{ ...parcel, id: statement.id }], true);
  }

  private nameOfNobody({ wording: { anonymous } }: Settings): string | undefined {
    // The browser keeps its own name for them, until it is told to forget it.
    if (anonymous !== 'viewing') return this.ports.anonymousId(anonymous);
    return (this.nobody ??= this.ports.anonymousId(anonymous));
  }
}
