import type { CreateDestination, Encoded, OfViewing } from '../destination/destination.js';
import { kindOf } from '../destination/kind-of.js';
import { actorOf } from './actor.js';
import { capture } from './capture.js';
import type { StatementCaptured } from './captured.js';
import { ClosingIds } from './closing-ids.js';
import { encode } from './encode.js';
import { createLrs } from './lrs.js';

/** The record store, told of viewings. */
export const xapiDestination: CreateDestination<StatementCaptured> = (ports) => {
  const { uuid } = ports;
  const lrs = createLrs(ports);
  let stamped = 0;
  let ids = new ClosingIds(uuid);

  function capturesOf(
    { event, cause, viewing, rules, rate }: OfViewing,
    lane: string,
    id: () => string,
    stamp: (at: number) => number
  ): readonly Encoded<StatementCaptured>[] {
    const settings = lrs.settings();
    const actor = settings && actorOf(settings.wording, viewing.anonymousId);
    if (!settings || !actor) return [];
    const { wording, beforeSend } = settings;
    const position = 'position' in cause ? { position: cause.position } : {};
    const why = { event, cause: { type: cause.type, ...position } };
    return encode(event, { ...viewing, wording, actor, rules, rate }, { id, stamp }).flatMap((statement) =>
      capture(statement, { lane, kind: kindOf(event), at: event.at }, beforeSend, why)
    );
  }

  return {
    ...lrs,
    fixed: ({ wording: { vocabulary }, lrs }) => [vocabulary, lrs?.url],
    begin() {
      ids = new ClosingIds(uuid);
      // A clock that was wrong in the last viewing bends no timestamp of this one.
      stamped = 0;
      return [];
    },
    encode(told, lane) {
      if (told.of !== 'viewing') return [];
      const { event, cause, viewing } = told;
      const name = viewing.sessionId + event.type;
      const id = (): string => {
        const given = cause.type === 'close' ? ids.of(name, 0) : uuid();
        ids.spend(name);
        return given;
      };
      return capturesOf(told, lane, id, (at) => (stamped = Math.max(at, stamped + 1)));
    },
    /** The end is only drafted: it uses up no ids and no timestamps. */
    draft(events, lane) {
      let last = stamped;
      const counts = new Map<string, number>();
      return events.flatMap((told) => {
        const name = told.viewing.sessionId + told.event.type;
        const id = (): string => {
          const nth = counts.get(name) ?? 0;
          counts.set(name, nth + 1);
          return ids.of(name, nth);
        };
        return capturesOf(told, lane, id, (at) => (last = Math.max(at, last + 1)));
      });
    }
  };
};
