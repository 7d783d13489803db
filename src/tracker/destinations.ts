import type { Lane } from '../delivery/lane.js';
import type { DeadLetter, Draft, Parcel } from '../delivery/ports.js';
import type { CreateDestination, Destination, Told, Unaddressed } from '../destination/destination.js';
import type { EntryContext } from '../destination/entry-context.js';
import type { Entry } from '../events/entry.js';
import type { KalturaAccount } from '../kaltura/account.js';
import { KalturaSession } from '../kaltura/session.js';
import { withKsUser } from '../kaltura/viewer.js';
import type { Problem, Settings } from '../settings/settings.js';
import type { TrackerPorts } from './ports.js';

/** A destination, and its lane as it was opened last. */
export interface Opened<C> {
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

/** Parcels with their lane's key. Without a lane there is nowhere to go. */
export const addressed = (
  { key }: Pick<Opened<unknown>, 'key'>,
  parcels: readonly Unaddressed[] = []
): readonly Parcel[] => (key === undefined ? [] : parcels.map((parcel) => ({ ...parcel, lane: key })));

/**
 * The destinations of one tracker: tells each of them what happens, opens their lanes, and hands to the outbox what they make
 * of it.
 */
export class Destinations<C> {
  public readonly all: readonly Opened<C>[];
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
    const session = (this.session = new KalturaSession(() => {
      const current = settings();
      return current && { settings: current, account: account() };
    }));
    const report = (problem: Problem): void => listener.problem(problem);
    this.all = create.map((make) => ({ destination: make({ ...ports, session, report }) }));
  }

  /** Keys of the lanes that are open. */
  public get keys(): readonly string[] {
    return this.all.flatMap(({ key }) => key ?? []);
  }

  public keyOf(name: Destination['name']): string | undefined {
    return this.all.find(({ destination }) => destination.name === name)?.key;
  }

  /** Settings with the viewer whom the KS names, where there is one: it knows more surely than the page. */
  public named(settings: Settings): Settings {
    return settings.enabled ? withKsUser({ settings, account: this.account() }) : settings;
  }

  /** Settings, the account or the entry changed; no settings: nothing more is said. */
  public configure(settings: Settings | undefined, entry?: Entry, entryContext?: EntryContext): void {
    const situation = settings?.enabled ? { settings, account: this.account(), entry, entryContext } : undefined;
    const { outbox } = this.ports;
    if (situation) this.session.configure(situation);
    this.ks = situation?.account.ks;
    for (const opened of this.all) {
      const { destination } = opened;
      destination.configure(situation);
      const lane = destination.laneOf();
      if (lane === opened.lane) continue;
      opened.lane = lane;
      opened.key = lane && outbox.open(lane);
      // Asked for nothing, it gets nothing.
      if (lane && destination.takesAnonymous) outbox.adopt({ ...lane, credential: () => Promise.resolve('') });
    }
  }

  /** Tells all of them, and then those who listen. Gives, in a few words, why none of them took it. */
  public tell(told: readonly Told[], urgent = false, draft?: () => Draft): string | undefined {
    if (told.length) this.renew();
    const { outbox } = this.ports;
    const all = told.flatMap((each) =>
      this.all.flatMap((opened) => {
        const encoded = opened.destination.encode(each);
        return encoded ? [{ ...encoded, key: opened.key, parcels: addressed(opened, encoded.parcels) }] : [];
      })
    );
    for (const { captured = [] } of all) captured.forEach((each) => this.listener.statement(each));
    for (const { key, held = [] } of all)
      for (const { parcel, reason, problem } of held) {
        addressed({ key }, [parcel]).forEach((each) => void outbox.hold(each, reason));
        this.listener.problem(problem);
      }
    const parcels = all.flatMap((each) => each.parcels);
    const end = draft?.();
    if (parcels.length || end) void outbox.put(parcels, urgent || all.some((each) => each.urgent), end);
    return all.every(({ refused }) => refused) ? all[0]?.refused : undefined;
  }

  /** Another chance for dead letters: what may be sent now, by the settings of now. */
  public again(letters: readonly DeadLetter[]): readonly DeadLetter[] {
    return this.all.reduce((left, { destination }) => destination.again?.(left) ?? left, letters);
  }

  /** A player that got another KS meanwhile sends with that one. */
  private renew(): void {
    const { ks } = this.account();
    if (ks === this.ks) return;
    this.ks = ks;
    for (const { destination, lane } of this.all)
      if (destination.usesKs && lane) this.ports.outbox.open({ ...lane });
  }
}
