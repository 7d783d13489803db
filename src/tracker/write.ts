import type { Parcel } from '../delivery/ports.js';
import type { PlaybackEvent } from '../events/playback-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { Settings } from '../settings/settings.js';
import type { ViewingState } from '../viewing/state.js';
import { actorOf } from '../xapi/actor.js';
import type { StatementCaptured } from '../xapi/captured.js';
import { encode } from '../xapi/encode.js';
import { capture } from '../xapi/parcel.js';
import { createEnding, type Sitting } from './sitting.js';

/** What became of what was said. */
export interface Written {
  /** The names that the viewing goes by from now on. */
  readonly sitting: Sitting;
  readonly parcels: readonly Parcel[];
  readonly captured: readonly StatementCaptured[];
  /** Those that must not be sent, and why. */
  readonly held: readonly { readonly parcel: Parcel; readonly reason: string }[];
}

export interface Pen {
  readonly lane: string;
  readonly settings: Settings;
  readonly uuid: () => string;
  readonly stamp: (at: number) => number;
}

/** Writes down what was said of a viewing: statements, looked at by the site, as parcels. */
export function write(
  said: readonly ViewingEvent[],
  cause: PlaybackEvent,
  { rules, rate }: ViewingState,
  before: Sitting,
  { lane, settings, uuid, stamp }: Pen
): Written {
  const { wording, beforeSend } = settings;
  const actor = actorOf(wording, before.anonymousId);
  let sitting = before;
  const made = said.flatMap((event) => {
    if (event.type === 'started') sitting = { ...sitting, sessionId: uuid(), ending: createEnding(uuid) };
    if (!actor) return [];
    const { ending } = sitting;
    let nth = 0;
    const id = cause.type === 'close' ? (): string => ending(event.type, nth++) : uuid;
    const statements = encode(event, { ...sitting, wording, actor, rules, rate }, { id, stamp });
    return statements.map((statement) => capture(statement, event, cause, lane, beforeSend));
  });
  const sent = made.filter((each) => each.type === 'send');
  return {
    sitting,
    parcels: sent.map(({ parcel }) => parcel),
    captured: sent.map(({ captured }) => captured),
    held: made.filter((each) => each.type === 'hold')
  };
}
