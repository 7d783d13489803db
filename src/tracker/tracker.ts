import type { DeadLetter } from '../delivery/ports.js';
import type { Entry } from '../events/entry.js';
import type { PlaybackEvent } from '../events/playback-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { Problem, Settings, Wording } from '../settings/settings.js';
import { isInteraction } from '../viewing/interaction.js';
import { unwatched, type ViewingState } from '../viewing/state.js';
import { view, wakeAt, withRules } from '../viewing/viewing.js';
import { watchedOf, type Watched } from '../viewing/watched.js';
import { shared, whoIs } from '../xapi/actor.js';
import { entryContextOf, type EntryContext } from '../xapi/entry-context.js';
import { anotherChance } from '../xapi/before-send.js';
import { isUrgent } from '../xapi/encode.js';
import type { TrackerListener, TrackerPorts } from './ports.js';
import { newViewingContext, type ViewingContext } from './viewing-context.js';
import { changeVisit, visitOf } from './visit-of.js';
import { createAlarm, type Alarm } from './alarm.js';
import { draftOf } from './draft.js';
import { Gate } from './gate.js';
import { CALLS } from './calls.js';
import { KalturaCounts } from './kaltura-counts.js';
import { NO_ACCOUNT } from './kaltura-lanes.js';
import { laneOf } from './lane-of.js';
import { named } from './named.js';
import type { KalturaAccount } from './kaltura-account.js';
import { write, type WritePorts } from './write.js';

/** A page that dies says at most so much too little of the viewing: milliseconds between two drafts of its end. */
const DRAFTED = 10_000;

/**
 * Joins settings, viewing, encoders and an outbox; the one object that adapters drive. Until settings are there, what
 * happens is held with its times, and then taken as if they had been there all along.
 */
export class Tracker {
  /** As they were given, and with the viewer whom the KS names. */
  private given: Settings | undefined;
  private settings: Settings | undefined;
  private readonly gate = new Gate();
  /** Its key. */
  private lane: string | undefined;
  private viewingContext: ViewingContext | undefined;
  private state: ViewingState | undefined;
  private stamped = 0;
  /** When the end was drafted last, on the monotonic clock. */
  private drafted = 0;
  private readonly alarm: Alarm;
  private readonly counts?: KalturaCounts;
  private readonly stranger: string;
  private readonly drafts: boolean;

  public constructor(
    private readonly ports: TrackerPorts,
    private readonly listener: TrackerListener,
    kalturaAccount?: () => KalturaAccount
  ) {
    const { wake, now, uuid, drafts = true } = ports;
    this.drafts = drafts;
    if (kalturaAccount) {
      const report = (problem: Problem): void => listener.problem(problem);
      this.counts = new KalturaCounts(ports, kalturaAccount, () => this.settings, report);
    }
    this.alarm = createAlarm(
      wake,
      () => now().mono,
      () => this.feed({ type: 'tick', ...now() })
    );
    this.stranger = uuid();
  }

  /** The lane that this tracker's statements take now. */
  public get laneId(): string | undefined {
    return this.lane;
  }

  /** All lanes that it takes now. */
  public get laneIds(): readonly string[] {
    return [...(this.lane ? [this.lane] : []), ...(this.counts?.laneIds ?? [])];
  }

  /** Whether Kaltura's statistics are told of what plays now, as far as that is known yet. */
  public get countsStats(): boolean {
    return this.gate.isShut || (this.viewingContext !== undefined && this.counts?.countsStats === true);
  }

  /** Holds what happens from now on until the next `configure`. */
  public hold(): void {
    this.gate.shut();
  }

  /**
   * Settings hold from the next event on; those that shape a viewing from the next playback session. What all statements
   * of a viewing share (the viewer, the record store, the vocabulary) ends it, under the old settings, and begins one.
   */
  public configure(given: Settings): void {
    const { viewingContext, state, settings: before } = this;
    const settings = this.named(given);
    const another = before !== undefined && shared(before) !== shared(settings);
    if (another && viewingContext && settings.enabled)
      this.take({ type: 'close', position: NaN, reason: 'leaving', ...this.ports.now() });
    changeVisit(before?.wording, settings.wording, this.ports);
    this.given = given;
    this.settings = settings;
    const lane = laneOf(settings, () => this.settings, this.ports.anonymousId, this.stranger);
    this.lane = lane && this.ports.outbox.open(lane);
    this.ports.outbox.limit(settings.outbox);
    if (!settings.enabled) {
      this.leaveUnsaid();
      this.counts?.settle();
    } else if (another && viewingContext && state) this.takeOver(viewingContext, state);
    else if (viewingContext && state) {
      const entryContext = this.book(viewingContext.entry, settings.wording);
      this.viewingContext = { ...viewingContext, entryContext };
      this.state = withRules(state, settings.viewing);
      this.counts?.settle(viewingContext.entry, entryContext);
    } else this.counts?.settle();
    this.gate.open();
  }

  /**
   * A viewing begins. One that was open should have been closed by a `close` event.
   * @param registration UUID of the learner's attempt, where somebody keeps one
   */
  public open(entry: Entry, registration?: string): void {
    this.gate.pass(() => {
      // A player gets its KS with its media.
      if (this.given && this.settings && whoIs(this.named(this.given).wording) !== whoIs(this.settings.wording)) {
        this.viewingContext = this.state = undefined;
        this.configure(this.given);
      }
      if (this.settings?.enabled) this.sit(entry, this.settings);
      if (this.viewingContext && registration) this.viewingContext = { ...this.viewingContext, registration };
    });
  }

  public feed(event: PlaybackEvent): void {
    if (!this.gate.isShut) this.take(event);
    else this.gate.pass(() => this.take(event), event.type === 'timeupdate');
  }

  /** Says nothing more, whatever was pending. */
  public stop(): void {
    this.alarm(undefined);
    this.leaveUnsaid();
    this.gate.forget();
  }

  /** Another chance for dead letters: what may be sent now, by the settings of now. */
  public anotherChance(letters: readonly DeadLetter[]): readonly DeadLetter[] {
    if (!this.settings) return [];
    const again = anotherChance(letters, this.settings.beforeSend);
    if (again.problem) this.listener.problem(again.problem);
    return again.letters;
  }

  /** Tells Kaltura's analytics of a page or a button of this visit; gives in a few words why it could not. */
  public track(of: 'page' | 'button', fields: unknown): string | undefined {
    const at = this.ports.now().wall;
    return this.gate.ask(
      CALLS[of],
      () => (this.counts ? this.counts.track(of, fields, at) : NO_ACCOUNT),
      (problem) => this.listener.problem(problem)
    );
  }

  public watched(): Watched | undefined {
    return this.state && watchedOf(this.state);
  }

  private named(settings: Settings): Settings {
    return settings.enabled ? named(settings, this.counts?.userOf(settings)) : settings;
  }

  private sit(entry: Entry, settings: Settings): void {
    const live = entry.kind === 'live';
    // The entry's own length says nothing about a clip of it.
    // A clock that was wrong in the last viewing bends no timestamp of this one.
    this.stamped = 0;
    this.state = unwatched(settings.viewing, live, live || entry.clip ? undefined : entry.duration);
    const { ports } = this;
    const { anonymous } = settings.wording;
    this.viewingContext = newViewingContext(
      entry,
      this.book(entry, settings.wording),
      ports.anonymousId(anonymous),
      visitOf(settings.wording, ports),
      ports
    );
    const { duration } = this.state;
    const moment = { at: this.ports.now().wall, position: 0, ...(duration && { duration }) };
    void this.ports.outbox.put(this.counts?.begin(this.viewingContext, moment) ?? [], true);
  }

  /** Another viewer goes on where the last one was. */
  private takeOver(
    { entry, surroundings }: ViewingContext,
    { duration, rate, position, ad, playing }: ViewingState
  ): void {
    if (!this.settings) return;
    this.sit(entry, this.settings);
    if (this.viewingContext) this.viewingContext = { ...this.viewingContext, surroundings };
    if (this.state) this.state = { ...this.state, duration, rate, position, ad, wanted: playing };
    if (playing && !ad) this.take({ type: 'playing', position, ...this.ports.now() });
  }

  private book(entry: Entry, wording: Wording): EntryContext {
    const [entryContext, problems] = entryContextOf(wording, entry);
    problems.forEach((problem) => this.listener.problem(problem));
    return entryContext;
  }

  private take(event: PlaybackEvent): void {
    const { viewingContext, state } = this;
    if (!viewingContext || !state) return;
    if (event.type === 'surroundings') {
      this.viewingContext = { ...viewingContext, surroundings: event.surroundings };
      if (!isInteraction(viewingContext.surroundings, event.surroundings)) return;
    }
    const [next, said] = view(state, event);
    this.state = next;
    const due = this.drafts && next.playing && event.mono - this.drafted >= DRAFTED;
    if (said.length || due || event.type === 'close') this.write(said, event);
    this.alarm(wakeAt(next));
    const happening = this.counts?.nextView(next, viewingContext.surroundings);
    if (happening) this.take({ ...event, type: 'happening', happening });
  }

  private write(said: readonly ViewingEvent[], cause: PlaybackEvent): void {
    const { lane, settings, state } = this;
    const { outbox, uuid } = this.ports;
    if (!settings || !state || !this.viewingContext) return;
    const stamp = (at: number): number => (this.stamped = Math.max(at, this.stamped + 1));
    const others: WritePorts['others'] = (event, viewingContext) => this.counts?.tell(event, viewingContext) ?? [];
    const writePorts = { lane, settings, uuid, stamp, others };
    const { viewingContext, parcels, captured, held } = write(said, cause, state, this.viewingContext, writePorts);
    this.viewingContext = viewingContext;
    captured.forEach((each) => this.listener.statement(each));
    for (const { parcel, reason } of held) {
      void outbox.hold(parcel, reason);
      const message = `${reason}. The statement is kept and not sent.`;
      this.listener.problem({ level: 'error', code: 'before-send', path: 'beforeSend', message });
    }
    this.drafted = cause.mono;
    const draft = this.drafts ? draftOf(cause, state, viewingContext, writePorts, this.stamped) : undefined;
    void outbox.put(parcels, said.some(isUrgent), draft);
  }

  /** The viewing is over without a word, now and after a crash. */
  private leaveUnsaid(): void {
    if (this.viewingContext)
      void this.ports.outbox.put([], false, { viewing: this.viewingContext.viewing, parcels: [] });
    this.viewingContext = this.state = undefined;
  }
}
