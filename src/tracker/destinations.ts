import type { Lane } from '../delivery/lane.js';
import type { DeadLetter, Draft, Parcel } from '../delivery/ports.js';
import type { CreateDestination, Destination, Encoded, Told } from '../destination/destination.js';
import type { EntryContext } from '../destination/entry-context.js';
import type { Entry } from '../events/entry.js';
import type { KalturaAccount } from '../kaltura/account.js';
import { KalturaSession } from '../kaltura/session.js';
import { withKsUser } from '../kaltura/viewer.js';
import type { Problem, Settings } from '../settings/settings.js';
import type { TrackerPorts } from './ports.js';

/** A destination with its lane as it was opened last, and the key of that; empty without a lane. */
export interface Opened<C> extends Destination<C> {
  lane?: Lane | undefined;
  key: string;
}

/** What is told to those who listen, besides the parcels. */
export interface DestinationsListener<C> {
  statement(captured: C): void;
  problem(problem: Problem): void;
}

/** What is needed of a tracker's ports. */
export type DestinationsPorts = Pick<TrackerPorts, 'outbox' | 'uuid' | 'anonymousId' | 'visit'>;

/** Those that may be sent. */
export const parcelsOf = (all: readonly Encoded<unknown>[]): readonly Parcel[] =>
  all.flatMap(({ parcel, held }) => (parcel && !held ? [parcel] : []));

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
    this.all = create.map((make) => Object.assign(make({ ...ports, session, report }), { key: '' }));
  }

  /** Keys of the lanes that are open. */
  public get keys(): readonly string[] {
    return this.all.flatMap(({ key }) => key || []);
  }

  public keyOf(name: Lane['id']['destination']): string | undefined {
    return this.all.find(({ lane }) => lane?.id.destination === name)?.key;
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
    for (const each of this.all) {
      each.configure(situation);
      const lane = each.laneOf();
      if (lane === each.lane) continue;
      each.lane = lane;
      each.key = lane ? outbox.open(lane) : '';
      // Asked for nothing, it gets nothing.
      if (lane && each.takesAnonymous) outbox.adopt({ ...lane, credential: () => Promise.resolve('') });
    }
  }

  /** Tells all of them. Gives, in a few words, why none of them took it. */
  public tell(told: readonly Told[], urgent: boolean, draft?: () => Draft): string | undefined {
    if (told.length) this.renew();
    const all = told.flatMap((event) => this.all.flatMap((each) => each.encode(event, each.key)));
    this.take(all, urgent, draft);
    return all.every(({ refused }) => refused) ? all[0]?.refused : undefined;
  }

  /** Takes what they made: those who listen hear of it, and the outbox gets it. */
  public take(all: readonly Encoded<C>[], urgent: boolean, draft?: () => Draft): void {
    const { outbox } = this.ports;
    for (const { captured } of all) if (captured) this.listener.statement(captured);
    for (const { parcel, reason = '', held } of all)
      if (parcel && held) {
        void outbox.hold(parcel, reason);
        this.listener.problem(held);
      }
    const parcels = parcelsOf(all);
    const end = draft?.();
    if (parcels.length || end) void outbox.put(parcels, urgent, end);
  }

  /** Another chance for dead letters: what may be sent now, by the settings of now. */
  public again(letters: readonly DeadLetter[]): readonly DeadLetter[] {
    return this.all.reduce((left, each) => each.again?.(left) ?? left, letters);
  }

  /** A player that got another KS meanwhile sends with that one. */
  private renew(): void {
    const { ks } = this.account();
    if (ks === this.ks) return;
    this.ks = ks;
    for (const { usesKs, lane } of this.all) if (usesKs && lane) this.ports.outbox.open({ ...lane });
  }
}
