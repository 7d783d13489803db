import type { DeadLetter, Draft } from '../delivery/ports.js';
import type { CreateDestination } from '../destination/destination.js';
import { entryContextOf, type EntryContext } from '../destination/entry-context.js';
import type { ViewingContext } from '../destination/viewing-context.js';
import { isUrgent } from '../destination/kind-of.js';
import { visitOf } from '../destination/visit-of.js';
import type { Entry } from '../events/entry.js';
import type { PlaybackEvent } from '../events/playback-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import { nowhere, type KalturaAccount } from '../kaltura/account.js';
import type { Settings, Wording } from '../settings/settings.js';
import { whoIs } from '../settings/who-is.js';
import { isInteraction } from '../viewing/interaction.js';
import { unwatched, type ViewingState } from '../viewing/state.js';
import { view, wakeAt, withRules } from '../viewing/viewing.js';
import { watchedOf, type Watched } from '../viewing/watched.js';
import type { StatementCaptured } from '../xapi/captured.js';
import { createAlarm, type Alarm } from './alarm.js';
import { VIEWING_DESTINATIONS } from './all-destinations.js';
import { changeVisit } from './change-visit.js';
import { Destinations } from './destinations.js';
import { Gate } from './gate.js';
import { beginOf, collects, draftOf, dueOf, fixedIn } from './of-viewings.js';
import { CALLS, type TrackerListener, type TrackerPorts } from './ports.js';
import { toldOfViewing } from './told-of-viewing.js';

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
  private viewingContext: ViewingContext | undefined;
  private state: ViewingState | undefined;
  /** When the end was drafted last, on the monotonic clock. */
  private drafted = 0;
  private readonly alarm: Alarm;
  private readonly destinations: Destinations<StatementCaptured>;
  private readonly drafts: boolean;

  public constructor(
    private readonly ports: TrackerPorts,
    private readonly listener: TrackerListener,
    account: () => KalturaAccount = nowhere,
    destinations: readonly CreateDestination<StatementCaptured>[] = VIEWING_DESTINATIONS
  ) {
    const { wake, now, drafts = true } = ports;
    this.drafts = drafts;
    this.destinations = new Destinations(destinations, ports, listener, account, () => this.settings);
    this.alarm = createAlarm(
      wake,
      () => now().mono,
      () => this.feed({ type: 'tick', ...now() })
    );
  }

  /** The lane that this tracker's statements take now. */
  public get laneId(): string | undefined {
    return this.destinations.keyOf('lrs');
  }

  /** All lanes that it takes now. */
  public get laneIds(): readonly string[] {
    return this.destinations.keys;
  }

  /** Whether Kaltura's statistics are told of what plays now, as far as that is known yet. */
  public get countsStats(): boolean {
    return this.gate.isShut || (this.isOpen && collects(this.destinations.all));
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
    const { destinations } = this;
    const settings = destinations.named(given);
    const another = before !== undefined && fixedIn(destinations.all, before) !== fixedIn(destinations.all, settings);
    const { isOpen } = this;
    if (another && isOpen && settings.enabled)
      this.take({ type: 'close', position: NaN, reason: 'leaving', ...this.ports.now() });
    changeVisit(before?.wording, settings.wording, this.ports);
    this.given = given;
    this.settings = settings;
    if (!settings.enabled) {
      this.leaveUnsaid();
      destinations.configure(settings);
    } else if (another && isOpen && viewingContext && state) this.takeOver(viewingContext, state);
    else if (viewingContext && state) {
      const entryContext = this.book(viewingContext.entry, settings.wording);
      this.viewingContext = { ...viewingContext, entryContext };
      this.state = withRules(state, settings.viewing);
      destinations.configure(settings, viewingContext.entry, entryContext);
    } else destinations.configure(settings);
    this.ports.outbox.limit(settings.outbox);
    this.gate.open();
  }

  /**
   * A viewing begins. One that was open should have been closed by a `close` event.
   * @param registration UUID of the learner's attempt, where somebody keeps one
   */
  public open(entry: Entry, registration?: string): void {
    this.gate.pass(() => {
      // A player gets its KS with its media.
      if (
        this.given &&
        this.settings &&
        whoIs(this.destinations.named(this.given).wording) !== whoIs(this.settings.wording)
      ) {
        this.viewingContext = this.state = undefined;
        this.configure(this.given);
      }
      if (this.settings?.enabled) this.sit(entry, this.settings, registration);
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
    return this.settings ? this.destinations.again(letters) : [];
  }

  /** Tells Kaltura's analytics of a page or a button of this visit; gives in a few words why it could not. */
  public track(of: 'page' | 'button', fields: unknown): string | undefined {
    const at = this.ports.now().wall;
    return this.gate.ask(
      CALLS[of],
      () => this.destinations.tell([{ of, fields, at }], true),
      (problem) => this.listener.problem(problem)
    );
  }

  public watched(): Watched | undefined {
    return this.state && watchedOf(this.state);
  }

  /** Something plays, or may: the viewing has begun and is not closed. */
  private get isOpen(): boolean {
    return this.state !== undefined && this.state.phase !== 'closed';
  }

  private sit(entry: Entry, settings: Settings, registration = this.ports.uuid()): void {
    const live = entry.kind === 'live';
    // The entry's own length says nothing about a clip of it.
    this.state = unwatched(settings.viewing, live, live || entry.clip ? undefined : entry.duration);
    const { wording } = settings;
    const { uuid, anonymousId, now, visit } = this.ports;
    const entryContext = this.book(entry, wording);
    const viewing = (this.viewingContext = {
      viewing: uuid(),
      entry,
      entryContext,
      registration,
      sessionId: uuid(),
      visitId: visitOf(wording, { visit }),
      anonymousId: anonymousId(wording.anonymous),
      surroundings: {}
    });
    const { duration } = this.state;
    this.destinations.configure(settings, entry, entryContext);
    const moment = { at: now().wall, position: 0, ...(duration && { duration }) };
    this.destinations.take(beginOf(this.destinations.all, viewing, moment), true);
  }

  /** Another viewer goes on where the last one was. */
  private takeOver(
    { entry, surroundings }: ViewingContext,
    { duration, rate, position, ad, playing, wanted }: ViewingState
  ): void {
    if (!this.settings) return;
    this.sit(entry, this.settings);
    if (this.viewingContext) this.viewingContext = { ...this.viewingContext, surroundings };
    if (this.state) this.state = { ...this.state, duration, rate, position, ad, wanted };
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
    const happening = dueOf(this.destinations.all, next, viewingContext.surroundings);
    if (happening) this.take({ ...event, type: 'happening', happening });
  }

  private write(said: readonly ViewingEvent[], cause: PlaybackEvent): void {
    const { settings, state, viewingContext: before, destinations, drafts } = this;
    if (!settings || !state || !before) return;
    const [told, viewingContext] = toldOfViewing(said, cause, state, before, this.ports.uuid);
    this.viewingContext = viewingContext;
    this.drafted = cause.mono;
    destinations.tell(told, said.some(isUrgent), drafts ? () => this.endOf(cause, state, viewingContext) : undefined);
  }

  /** What would be said if the viewing ended with this event; nothing if it did. */
  private endOf({ type, mono, wall }: PlaybackEvent, state: ViewingState, viewingContext: ViewingContext): Draft {
    const { viewing } = viewingContext;
    if (type === 'close') return { viewing, parcels: [] };
    const close = { type: 'close', reason: 'leaving', position: state.position, mono, wall } as const;
    const [after, said] = view(state, close);
    const [told] = toldOfViewing(said, close, after, viewingContext, this.ports.uuid);
    return { viewing, parcels: draftOf(this.destinations.all, told) };
  }

  /** The viewing is over without a word, now and after a crash. */
  private leaveUnsaid(): void {
    if (this.viewingContext)
      void this.ports.outbox.put([], false, { viewing: this.viewingContext.viewing, parcels: [] });
    this.viewingContext = this.state = undefined;
  }
}
