import type { Lane } from './delivery/lane.js';
import type { Outbox } from './delivery/outbox.js';
import type { Parcel, Wake } from './delivery/ports.js';
import type { Entry } from './events/entry.js';
import type { Instant, PlaybackEvent, Surroundings } from './events/playback-event.js';
import type { ViewingEvent } from './events/viewing-event.js';
import type { Anonymous, Problem, Settings, Wording } from './settings/settings.js';
import { isDeed } from './viewing/deed.js';
import { unwatched, type ViewingState } from './viewing/state.js';
import { view, wakeAt, withRules } from './viewing/viewing.js';
import { watchedOf, type Watched } from './viewing/watched.js';
import { actorOf, shared, whoIs } from './xapi/actor.js';
import { bookingOf, type Booking } from './xapi/booking.js';
import type { StatementCaptured } from './xapi/captured.js';
import { encode, isUrgent } from './xapi/encode.js';
import { lrsLane } from './xapi/lrs-lane.js';
import { capture } from './xapi/parcel.js';
import type { Statement } from './xapi/statement.js';

/** What a tracker needs from where it runs. */
export interface TrackerPorts {
  readonly outbox: Outbox;
  readonly now: () => Instant;
  /** UUID v4. */
  readonly uuid: () => string;
  readonly wake: Wake;
  /** The name of a viewer who is not known; `undefined`: nothing is said about one. */
  readonly anonymousId: (kind: Anonymous) => string | undefined;
}

export interface TrackerListener {
  statement(captured: StatementCaptured): void;
  problem(problem: Problem): void;
}

/** Time updates that wait for late settings, at most; other events always wait. */
const HELD = 2000;

/** One viewing and the names that it goes by. */
interface Sitting {
  readonly entry: Entry;
  readonly booking: Booking;
  readonly registration: string;
  readonly sessionId: string;
  readonly anonymousId: string | undefined;
  readonly surroundings: Surroundings;
}

/**
 * Joins settings, viewing, encoders and an outbox; the one object that adapters drive. Until settings are there, what
 * happens is held with its times, and then taken as if they had been there all along.
 */
export class Tracker {
  private settings: Settings | undefined;
  private held: (() => void)[] | undefined = [];
  private lane: Lane | undefined;
  private sitting: Sitting | undefined;
  private state: ViewingState | undefined;
  private stamped = 0;
  private wakes: number | undefined;
  private cancelWake: (() => void) | undefined;

  public constructor(
    private readonly ports: TrackerPorts,
    private readonly listener: TrackerListener
  ) {}

  /** The lane that this tracker's statements take now. */
  public get laneId(): string | undefined {
    return this.lane?.id;
  }

  /** Holds what happens from now on until the next `configure`. */
  public hold(): void {
    this.held ??= [];
  }

  /**
   * Settings hold from the next event on; those that shape a viewing from the next playback session. What all statements
   * of a viewing share (the viewer, the record store, the vocabulary) ends it, under the old settings, and begins one.
   */
  public configure(settings: Settings): void {
    const { sitting, state, settings: before } = this;
    const another = before !== undefined && shared(before) !== shared(settings);
    if (another && sitting) this.take({ type: 'close', position: NaN, reason: 'leaving', ...this.ports.now() });
    this.settings = settings;
    const owner = whoIs(settings.wording);
    // Only the viewer's own lane may ask the page for a token: it answers for whoever watches now.
    const isCurrent = (): boolean => this.settings !== undefined && whoIs(this.settings.wording) === owner;
    this.lane = settings.enabled && settings.lrs ? lrsLane(settings.lrs, owner, isCurrent) : undefined;
    if (this.lane) this.ports.outbox.open(this.lane);
    if (!settings.enabled) this.sitting = this.state = undefined;
    else if (another && sitting && state) this.takeOver(sitting, state);
    else if (sitting && state) {
      this.sitting = { ...sitting, booking: this.book(sitting.entry, settings.wording) };
      this.state = withRules(state, settings.viewing);
    }
    const held = this.held ?? [];
    this.held = undefined;
    held.forEach((happen) => happen());
  }

  /** A viewing begins. One that was open should have been closed by a `close` event. */
  public open(entry: Entry): void {
    this.when(() => {
      if (this.settings?.enabled) this.sit(entry, this.settings);
    });
  }

  public feed(event: PlaybackEvent): void {
    if (!this.held) this.take(event);
    else if (event.type !== 'timeupdate' || this.held.length < HELD) this.when(() => this.take(event));
  }

  /** Says nothing more, whatever was pending. */
  public stop(): void {
    this.cancelWake?.();
    this.sitting = this.state = undefined;
    this.held = undefined;
  }

  public watched(): Watched | undefined {
    return this.state && watchedOf(this.state);
  }

  private when(happen: () => void): void {
    if (this.held) this.held.push(happen);
    else happen();
  }

  private sit(entry: Entry, settings: Settings): void {
    const live = entry.kind === 'live';
    // The entry's own length says nothing about a clip of it.
    this.state = unwatched(settings.viewing, live, live || entry.clip ? undefined : entry.duration);
    this.sitting = {
      entry,
      booking: this.book(entry, settings.wording),
      registration: this.ports.uuid(),
      sessionId: '',
      anonymousId: this.ports.anonymousId(settings.wording.anonymous),
      surroundings: {}
    };
  }

  /** Another viewer goes on where the last one was. */
  private takeOver({ entry, surroundings }: Sitting, { duration, rate, position, ad, playing }: ViewingState): void {
    if (!this.settings) return;
    this.sit(entry, this.settings);
    if (this.sitting) this.sitting = { ...this.sitting, surroundings };
    if (this.state) this.state = { ...this.state, duration, rate, position, ad, wanted: playing };
    if (playing && !ad) this.take({ type: 'playing', position, ...this.ports.now() });
  }

  private book(entry: Entry, wording: Wording): Booking {
    const [booking, problems] = bookingOf(wording, entry);
    problems.forEach((problem) => this.listener.problem(problem));
    return booking;
  }

  private take(event: PlaybackEvent): void {
    const { sitting, state } = this;
    if (!sitting || !state) return;
    if (event.type === 'surroundings') {
      this.sitting = { ...sitting, surroundings: event.surroundings };
      if (!isDeed(sitting.surroundings, event.surroundings)) return;
    }
    const [next, said] = view(state, event);
    this.state = next;
    if (said.length) this.capture(said, event);
    this.wakeFor(next);
  }

  private wakeFor(state: ViewingState): void {
    const at = wakeAt(state);
    if (at === this.wakes) return;
    this.wakes = at;
    this.cancelWake?.();
    const { wake, now } = this.ports;
    if (at === undefined) return;
    this.cancelWake = wake(Math.ceil(at - now().mono), () => {
      // A timer may be early: then the fold says nothing yet, and wants another.
      this.wakes = undefined;
      this.feed({ type: 'tick', ...now() });
    });
  }

  private capture(said: readonly ViewingEvent[], cause: PlaybackEvent): void {
    const { lane, settings } = this;
    const { outbox, uuid } = this.ports;
    if (!lane || !settings) return;
    const parcels: Parcel[] = [];
    for (const event of said) {
      if (event.type === 'started' && this.sitting) this.sitting = { ...this.sitting, sessionId: uuid() };
      for (const statement of this.encode(event, settings)) {
        const made = capture(statement, event, cause, lane.id, settings.beforeSend);
        if (made.type === 'send') {
          this.listener.statement(made.captured);
          parcels.push(made.parcel);
        } else if (made.type === 'hold') {
          void outbox.hold(made.parcel, made.reason);
          const message = `${made.reason}. The statement is kept and not sent.`;
          this.listener.problem({ level: 'error', code: 'before-send', path: 'beforeSend', message });
        }
      }
    }
    if (parcels.length) void outbox.put(parcels, said.some(isUrgent));
  }

  private encode(event: ViewingEvent, { wording }: Settings): readonly Statement[] {
    const { sitting, state } = this;
    if (!sitting || !state) return [];
    const actor = actorOf(wording, sitting.anonymousId);
    if (!actor) return [];
    const stamp = (at: number): number => (this.stamped = Math.max(at, this.stamped + 1));
    const { rules, rate } = state;
    return encode(event, { ...sitting, wording, actor, rules, rate }, { id: this.ports.uuid, stamp });
  }
}
