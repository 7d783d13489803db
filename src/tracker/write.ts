import type { Parcel } from '../delivery/ports.js';
import type { PlaybackEvent } from '../events/playback-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { Settings } from '../settings/settings.js';
import type { ViewingState } from '../viewing/state.js';
import { actorOf } from '../xapi/actor.js';
import type { StatementCaptured } from '../xapi/captured.js';
import { encode } from '../xapi/encode.js';
import { capture } from '../xapi/parcel.js';
import { ClosingIds, type ViewingContext } from './viewing-context.js';

/** What became of what was said. */
export interface Written {
  /** The names that the viewing goes by from now on. */
  readonly viewingContext: ViewingContext;
  readonly parcels: readonly Parcel[];
  readonly captured: readonly StatementCaptured[];
  /** Those that must not be sent, and why. */
  readonly held: readonly { readonly parcel: Parcel; readonly reason: string }[];
}

export interface WritePorts {
  /** Of the record store; without one there are no statements. */
  readonly lane: string | undefined;
  readonly settings: Settings;
  readonly uuid: () => string;
  readonly stamp: (at: number) => number;
  /** What others than the record store are told of it. */
  readonly others: (event: ViewingEvent, viewingContext: ViewingContext) => readonly Parcel[];
  /** The end is only drafted: it uses up no ids. */
  readonly isDraft?: boolean;
}

/** Writes down what was said of a viewing: statements, looked at by the site, as parcels. */
export function write(
  said: readonly ViewingEvent[],
  cause: PlaybackEvent,
  { rules, rate }: ViewingState,
  before: ViewingContext,
  { lane, settings, uuid, stamp, others, isDraft = false }: WritePorts
): Written {
  const { wording, beforeSend } = settings;
  const actor = actorOf(wording, before.anonymousId);
  let viewingContext = before;
  const parcels: Parcel[] = [];
  const captured: StatementCaptured[] = [];
  const held: Written['held'][number][] = [];
  /** Statements drafted, by event. */
  const drafted = new Map<string, number>();
  for (const event of said) {
    // The first session of a viewing has its name from the beginning.
    if (event.type === 'started' && event.replay) {
      viewingContext = { ...viewingContext, sessionId: uuid(), closingIds: new ClosingIds(uuid) };
    }
    const { closingIds } = viewingContext;
    const id = (): string => {
      const nth = isDraft ? (drafted.get(event.type) ?? 0) : 0;
      drafted.set(event.type, nth + 1);
      const given = cause.type === 'close' ? closingIds.of(event.type, nth) : uuid();
      if (!isDraft) closingIds.spend(event.type);
      return given;
    };
    const statements =
      actor && lane ? encode(event, { ...viewingContext, wording, actor, rules, rate }, { id, stamp }) : [];
    for (const statement of statements) {
      const made = capture(statement, event, cause, lane ?? '', beforeSend);
      if (made.type === 'hold') held.push(made);
      if (made.type !== 'send') continue;
      captured.push(made.captured);
      parcels.push(made.parcel);
    }
    parcels.push(...others(event, viewingContext));
  }
  return { viewingContext, parcels, captured, held };
}
