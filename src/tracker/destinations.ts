import type { Lane } from '../delivery/lane.js';
import type { DeadLetter, Draft, Parcel } from '../delivery/ports.js';
import type {
  CreateDestination,
  Destination,
  Moment,
  OfViewing,
  Told,
  Unaddressed
} from '../destination/destination.js';
import type { EntryContext } from '../destination/entry-context.js';
import type { ViewingContext } from '../destination/viewing-context.js';
import type { Entry } from '../events/entry.js';
import type { Happening } from '../events/happening.js';
import type { Surroundings } from '../events/playback-event.js';
import type { KalturaAccount } from '../kaltura/account.js';
import { KalturaSession } from '../kaltura/session.js';
import { withKsUser } from '../kaltura/viewer.js';
import type { Problem, Settings } from '../settings/settings.js';
import { whoIs } from '../settings/who-is.js';
import { stringify } from '../stringify.js';
import type { ViewingState } from '../viewing/state.js';
import type { TrackerPorts } from './ports.js';

/** A destination, and its lane as it was opened last. */
interface Opened<C> {
  readonly destination: Destination<C>;
  lane?: Lane | undefined;
  key?: string | undefined;
}

/** What is told to those who listen, besides the parcels. */
export interface DestinationsListener<C> {
  statement(captured: C): void;
  problem(problem: Problem): void;
}

/** What is needed of a tracker's ports. */
export type DestinationsPorts = Pick<TrackerPorts, 'outbox' | 'uuid' | 'anonymousId' | 'visit'>;

/**
 * The destinations of one tracker: tells each of them what happens, opens their lanes, and hands to the outbox what they make
 * of it.
 */
export class Destinations<C> {
  private readonly all: readonly Opened<C>[];
  private readonly session: KalturaSession;
  /** The KS that the lanes were opened with. */
  private ks: string | undefined;

  /** @param settings those that hold when it is asked */
  public constructor(
    create: readonly CreateDestination<C>[],
    private readonly ports: DestinationsPorts,
    private readonly listener: DestinationsListener<C>,
    private readonly account: () => KalturaAccount,
    settings: () => Settings | undefined
  ) {
    const { uuid, anonymousId, visit } = ports;
    const session = (this.session = new KalturaSession(() => {
      const current = settings();
      return current && { settings: current, account: account() };
    }));
    const report = (problem: Problem): void => listener.problem(problem);
    this.all = create.map((make) => ({ destination: make({ uuid, anonymousId, visit, session, report }) }));
  }

  /** Keys of the lanes that are open. */
  public get keys(): readonly string[] {
    return this.all.flatMap(({ key }) => key ?? []);
  }

  public keyOf(name: Destination['name']): string | undefined {
    return this.all.find(({ destination }) => destination.name === name)?.key;
  }

  /** Whether one is told what the application says of the media that plays. */
  public get collect(): boolean {
    return this.all.some(({ destination }) => destination.collects);
  }

  /** Settings with the viewer whom the KS names, where there is one: it knows more surely than the page. */
  public named(settings: Settings): Settings {
    return settings.enabled ? withKsUser({ settings, account: this.account() }) : settings;
  }

  /** What must not change inside a viewing: a session whose beginning nobody heard is none. */
  public fixed(settings: Settings): string {
    const { wording } = settings;
    return stringify([
      whoIs(wording),
      wording.anonymous,
      ...this.all.map(({ destination }) => destination.fixed?.(settings))
    ]);
  }

  /** Settings, the account or the entry changed. */
  public configure(settings: Settings, entry?: Entry, entryContext?: EntryContext): void {
    const situation = settings.enabled ? { settings, account: this.account(), entry, entryContext } : undefined;
    if (situation) this.session.configure(situation);
    this.ks = situation?.account.ks;
    for (const opened of this.all) {
      const { destination } = opened;
      destination.configure(situation);
      const lane = destination.laneOf();
      if (lane === opened.lane) continue;
      this.open(opened, lane);
      // Asked for nothing, it gets nothing.
      if (lane && destination.takesAnonymous)
        this.ports.outbox.adopt({ ...lane, credential: () => Promise.resolve('') });
    }
  }

  public begin(viewing: ViewingContext, moment: Moment): void {
    const parcels = this.all.flatMap((opened) =>
      addressed(opened, opened.destination.begin?.(viewing, moment) ?? [])
    );
    void this.ports.outbox.put(parcels, true);
  }

  /** Tells all of them. Gives, in a few words, why none of them took it. */
  public tell(told: readonly Told[], urgent = false, draft?: () => Draft | undefined): string | undefined {
    if (told.length) this.renew();
    const { outbox } = this.ports;
    const parcels: Parcel[] = [];
    const captured: C[] = [];
    const held: (() => void)[] = [];
    const refusals: string[] = [];
    let isTaken = false;
    let isUrgent = urgent;
    for (const each of told)
      for (const opened of this.all) {
        const encoded = opened.destination.encode(each);
        if (!encoded) continue;
        if (encoded.refused === undefined) isTaken = true;
        else refusals.push(encoded.refused);
        isUrgent ||= encoded.urgent ?? false;
        parcels.push(...addressed(opened, encoded.parcels));
        captured.push(...(encoded.captured ?? []));
        for (const { parcel, reason, problem } of encoded.held ?? [])
          held.push(() => {
            addressed(opened, [parcel]).forEach((parcel) => void outbox.hold(parcel, reason));
            this.listener.problem(problem);
          });
      }
    captured.forEach((each) => this.listener.statement(each));
    held.forEach((hold) => hold());
    const last = draft?.();
    if (parcels.length || last) void outbox.put(parcels, isUrgent, last);
    return isTaken ? undefined : refusals[0];
  }

  /** What they would say of these events if the viewing ended with them. */
  public draft(events: readonly OfViewing[]): readonly Parcel[] {
    return this.all.flatMap((opened) => addressed(opened, opened.destination.draft?.(events) ?? []));
  }

  /** Something that only one of them wants to be told of, when that is due. */
  public due(state: ViewingState, surroundings: Surroundings): Happening | undefined {
    for (const { destination } of this.all) {
      const happening = destination.due?.(state, surroundings);
      if (happening) return happening;
    }
    return undefined;
  }

  /** Another chance for dead letters: what may be sent now, by the settings of now. */
  public again(letters: readonly DeadLetter[]): readonly DeadLetter[] {
    return this.all.reduce((left, { destination }) => destination.again?.(left) ?? left, letters);
  }

  /** Says nothing more. */
  public stop(): void {
    for (const opened of this.all) {
      opened.destination.configure(undefined);
      this.open(opened, undefined);
    }
  }

  /** A player that got another KS meanwhile sends with that one. */
  private renew(): void {
    const { ks } = this.account();
    if (ks === this.ks) return;
    this.ks = ks;
    for (const { destination, lane } of this.all)
      if (destination.usesKs && lane) this.ports.outbox.open({ ...lane });
  }

  private open(opened: Opened<C>, lane: Lane | undefined): void {
    opened.lane = lane;
    opened.key = lane && this.ports.outbox.open(lane);
  }
}

/** Without a lane there is nowhere to go. */
const addressed = ({ key }: Opened<unknown>, parcels: readonly Unaddressed[]): readonly Parcel[] =>
  key === undefined ? [] : parcels.map((parcel) => ({ ...parcel, lane: key }));
