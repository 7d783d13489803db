import type { Parcel } from '../../delivery/ports.js';
import type { StatementCaptured } from '../../xapi/captured.js';
import type { Statement } from '../../xapi/statement.js';
import type { RecordedViewing } from '../reading/recorded-viewing.js';
import { createRecordedClock } from './viewing-clock.js';
import { openViewingSession, type CollectorContext } from './viewing-session.js';

/** All that a recorded viewing says. */
export interface Run {
  readonly parcels: readonly Parcel[];
  /** Made of the parcels when they are asked for. */
  readonly statements: readonly Statement[];
  /** Those that must not be sent, and why. */
  readonly held: readonly { readonly parcel: Parcel; readonly reason: string }[];
}

/** Tells a whole viewing in no time. A recording that just stops ends with its last event: the viewer left. */
export function runRecorded(collectorContext: CollectorContext, viewing: RecordedViewing): Run {
  const parcels: Parcel[] = [];
  const captured: StatementCaptured[] = [];
  const held: { parcel: Parcel; reason: string }[] = [];
  const sink = {
    put: (more: readonly Parcel[]) => {
      parcels.push(...more);
      return Promise.resolve();
    },
    hold: (parcel: Parcel, reason: string) => {
      held.push({ parcel, reason });
      return Promise.resolve();
    }
  };
  const clock = createRecordedClock();
  const viewingSession = openViewingSession(
    collectorContext,
    viewing,
    clock,
    sink,
    (each) => void captured.push(each),
    false
  );
  viewing.events.forEach((event) => viewingSession.feed(event));
  const last = viewing.events.at(-1);
  if (last && last.type !== 'close')
    viewingSession.feed({ type: 'close', position: NaN, reason: 'leaving', mono: last.mono, wall: last.wall });
  return {
    parcels,
    get statements() {
      return captured.map(({ statement }) => statement);
    },
    held
  };
}
