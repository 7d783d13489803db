import type { CreateDestination, Encoded, OfViewing } from '../destination/destination.js';
import { kindOf } from '../destination/kind-of.js';
import { actorOf } from './actor.js';
import { capture } from './capture.js';
import type { StatementCaptured } from './captured.js';
import { encode } from './encode.js';
import { createLrs } from './lrs.js';

/** The record store, told of viewings. */
export const xapiDestination: CreateDestination<StatementCaptured> = (ports) => {
  const { uuid } = ports;
  const lrs = createLrs(ports);
  let stamped = 0;
  /**
   * Ids of the statements that would close the viewing now, by session and event. An end that is drafted again keeps its ids, so
   * that a record store that is sent it twice takes it once. No two statements share one.
   */
  let reserved = new Map<string, string[]>();
  const idsOf = ({ viewing, event }: OfViewing): string[] => {
    const name = viewing.sessionId + event.type;
    const ids = reserved.get(name) ?? [];
    reserved.set(name, ids);
    return ids;
  };

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
      reserved = new Map();
      // A clock that was wrong in the last viewing bends no timestamp of this one.
      stamped = 0;
      return [];
    },
    encode(told, lane) {
      if (told.of !== 'viewing') return [];
      const ids = idsOf(told);
      const id = (): string => {
        // What was reserved for this statement is not used for another.
        const drafted = ids.shift();
        return told.cause.type === 'close' && drafted ? drafted : uuid();
      };
      return capturesOf(told, lane, id, (at) => (stamped = Math.max(at, stamped + 1)));
    },
    /** The end is only drafted: it uses up no ids and no timestamps. */
    draft(events, lane) {
      let last = stamped;
      const drafted = new Map<string[], number>();
      return events.flatMap((told) => {
        const ids = idsOf(told);
        const id = (): string => {
          const nth = drafted.get(ids) ?? 0;
          drafted.set(ids, nth + 1);
          return (ids[nth] ??= uuid());
        };
        return capturesOf(told, lane, id, (at) => (last = Math.max(at, last + 1)));
      });
    }
  };
};
