import type { CreateDestination, Encoded, OfViewing } from '../destination/destination.js';
import { actorOf } from './actor.js';
import { capture } from './capture.js';
import type { StatementCaptured } from './captured.js';
import { ClosingIds } from './closing-ids.js';
import { encode, isUrgent, kindOf } from './encode.js';
import { createLrs } from './lrs.js';

/** The record store, told of viewings. */
export const xapiDestination: CreateDestination<StatementCaptured> = (ports) => {
  const { uuid } = ports;
  const lrs = createLrs(ports);
  let stamped = 0;
  let closing = { sessionId: '', ids: new ClosingIds(uuid) };

  /** A replay has ids of its own. */
  const idsOf = (sessionId: string): typeof closing =>
    closing.sessionId === sessionId ? closing : { sessionId, ids: new ClosingIds(uuid) };

  function capturesOf(
    { event, cause, viewing, rules, rate }: OfViewing,
    id: () => string,
    stamp: (at: number) => number
  ): readonly Encoded<StatementCaptured>[] {
    const settings = lrs.settings();
    const actor = settings && actorOf(settings.wording, viewing.anonymousId);
    if (!settings || !actor) return [];
    const { wording, beforeSend } = settings;
    const position = 'position' in cause ? { position: cause.position } : {};
    const why = { event, cause: { type: cause.type, ...position } };
    return encode(event, { ...viewing, wording, actor, rules, rate }, { id, stamp }).map((statement) =>
      capture(statement, { kind: kindOf(event), at: event.at }, beforeSend, why)
    );
  }

  return {
    ...lrs,
    fixed: ({ wording: { vocabulary }, lrs }) => [vocabulary, lrs?.url],
    begin({ sessionId }) {
      closing = idsOf(sessionId);
      // A clock that was wrong in the last viewing bends no timestamp of this one.
      stamped = 0;
      return [];
    },
    encode(told) {
      if (told.of !== 'viewing') return undefined;
      const { event, cause, viewing } = told;
      closing = idsOf(viewing.sessionId);
      const { ids } = closing;
      const id = (): string => {
        const given = cause.type === 'close' ? ids.of(event.type, 0) : uuid();
        ids.spend(event.type);
        return given;
      };
      const made = capturesOf(told, id, (at) => (stamped = Math.max(at, stamped + 1)));
      return {
        parcels: made.flatMap(({ parcels }) => parcels),
        captured: made.flatMap(({ captured = [] }) => captured),
        held: made.flatMap(({ held = [] }) => held),
        urgent: isUrgent(event)
      };
    },
    /** The end is only drafted: it uses up no ids and no timestamps. */
    draft(events) {
      let last = stamped;
      const counts = new Map<string, number>();
      return events.flatMap((told) => {
        const { type } = told.event;
        const id = (): string => {
          const nth = counts.get(type) ?? 0;
          counts.set(type, nth + 1);
          return idsOf(told.viewing.sessionId).ids.of(type, nth);
        };
        return capturesOf(told, id, (at) => (last = Math.max(at, last + 1))).flatMap(({ parcels }) => parcels);
      });
    }
  };
};
