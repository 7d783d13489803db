import { backoff, retryAfter, until } from './backoff.js';
import { fill } from './batch.js';
import { beginRound, judge, nextBatch, type Rejected } from './bisect.js';
import { digest } from './digest.js';
import * as cache from './head-cache.js';
import type { Credential } from './lane.js';
import { calm, FRESH, isCalm, probeReach } from './lane-note.js';
import type { Effect, LaneEvent, LaneReport, LaneState, Moment, Next, Outcome, Step } from './lane-state.js';
import { FAILURES_ALONE, GATHER_FOUND, PROBE_INTERVAL, REFUSED_IN_A_ROW } from './policy.js';
import type { LaneNote, Parcel, Row } from './ports.js';
import { NO_CREDENTIAL } from './status.js';
import type { Verdict } from './verdict.js';

const NOTE: Step = { do: 'note' };
const said = (report: LaneReport): Step => ({ do: 'report', report });
const stay = (state: LaneState): Outcome => [state, []];
const then = ([state, effects]: Outcome, next: (state: LaneState) => Outcome): Outcome => {
  const [last, more] = next(state);
  return [last, [...effects, ...more]];
};

/** Whether a row is what a parcel must be; storage belongs to the user, and to other scripts of the origin. */
const isSound = ({ id, body, at }: Parcel): boolean =>
  typeof id === 'string' && typeof body === 'string' && typeof at === 'number';

const idsOf = (parcels: readonly Parcel[]): readonly string[] => parcels.map(({ id }) => id);

/** As many rows as a request can need, and one more, which tells whether others pass where the first one fails. */
const most = ({ lane }: LaneState): number => Math.max(2, lane.batch);

/** What left with keepalive is answered first. */
const isBlocked = ({ closed, forgotten, flights, landed }: LaneState): boolean =>
  closed || forgotten || flights.length + landed.length > 0;

/** Nothing is under way, and nothing is due at once. */
export const isIdle = ({ turn, flights }: LaneState): boolean => turn.at === 'idle' && !flights.length;

/** Ids of what is on its way. */
export const onTheWay = ({ turn, batch, flights }: LaneState): readonly string[] => [
  ...(turn.at === 'sending' ? idsOf(batch) : []),
  ...flights.flatMap(({ ids }) => ids)
];

// A turn: lock, read the note, then read and send until nothing more can be sent, and unlock.

function start(state: LaneState): Outcome {
  const { at } = state.turn;
  if (state.closed) return stay(state);
  if (at === 'idle') return [{ ...state, turn: { at: 'locking' }, wanted: false }, [{ do: 'lock', patient: false }]];
  // One that has read nothing yet sees all that is there.
  return stay(['locking', 'waiting', 'noting'].includes(at) ? state : { ...state, wanted: true });
}

const timer = (of: 'lingered' | 'due', after?: number): Effect => ({ do: 'timer', of, after });

/** The turn ends; the next one begins in so many milliseconds, or when something happens. */
function end(state: LaneState, wait?: number): Outcome {
  const { round, bisect } = state;
  return [
    {
      ...state,
      turn: { at: 'releasing' },
      round: undefined,
      bisect: round?.narrowed ? { ...bisect, size: 0 } : bisect
    },
    [{ do: 'unlock' }, timer('due', state.closed ? undefined : wait)]
  ];
}

function read(state: LaneState): Outcome {
  const { round, bisect, note, head } = state;
  // One that is not committed yet has no row that could be removed.
  const landed = state.landed.filter((id) => !head.announced.some((parcel) => parcel.id === id));
  const count = Math.max(most(state), note.paused ? probeReach(note.paused) : 0);
  return [
    {
      ...state,
      forgotten: false,
      round: undefined,
      bisect: round?.narrowed ? { ...bisect, size: 0 } : bisect,
      turn: { at: 'reading', landed }
    },
    [{ do: 'read', count, epoch: head.epoch, peek: false }]
  ];
}

/** Goes on once the storage has done this. */
const write = (state: LaneState, steps: readonly Step[], next: Next, at: Moment): Outcome =>
  steps.length
    ? [{ ...state, turn: { at: 'writing', next } }, [{ do: 'write', steps, waits: true }]]
    : goOn(state, next, at);

function goOn(state: LaneState, next: Next, at: Moment): Outcome {
  if (next.to === 'end') return end(state, next.wait);
  if (state.forgotten) return end(state);
  if (next.to === 'read') return read(state);
  return next.to === 'send' ? send(state) : attempt(state, at);
}

// What the answers lead to: each gives a state, and what is to be written for it.

/** Something was answered as it should be, or the credential is another one. */
function resume(state: LaneState, answered?: true): readonly [LaneState, readonly Step[]] {
  const { note } = state;
  const well = { ...state, renewed: false };
  if (isCalm(note) && (!answered || note.answered)) return [well, []];
  const next = { ...well, note: calm(answered ? { ...note, answered } : note), told: undefined };
  return [next, note.paused ? [NOTE, said({ type: 'resumed' })] : [NOTE]];
}

function arrive(state: LaneState, rows: readonly Row[]): readonly [LaneState, readonly Step[]] {
  const ids = idsOf(rows);
  const { bisect } = state;
  // At once: a page that goes away now must not send them again.
  const gone = { ...state, head: cache.drop(state.head, ids), bisect: { ...bisect, streak: 0 } };
  const [next, steps] = resume(gone, true);
  // The note only now: should the page die before they are gone, the next one sends them again, and has to know.
  return [next, [{ do: 'remove', keys: rows.map(({ key }) => key) }, ...steps, said({ type: 'sent', ids })]];
}

function bury(state: LaneState, rejected: readonly Rejected[]): readonly [LaneState, readonly Step[]] {
  let next = { ...state, head: cache.drop(state.head, idsOf(rejected.map(({ row }) => row))) };
  const steps: Step[] = [];
  for (const { row, reason } of rejected) {
    const [resumed, more] = resume(next);
    next = resumed;
    steps.push({ do: 'bury', row, reason }, ...more, said({ type: 'refused', id: row.id, reason }));
  }
  return [next, steps];
}

/** Nothing but probes from now on. `again`: the probe was answered in vain. */
function pause(state: LaneState, reason: string, at: Moment, { streak = 0, again = true } = {}): Outcome {
  const { note, worn, told, bisect } = state;
  const before = note.paused;
  const since = before?.since ?? at.now;
  const paused = {
    reason,
    since,
    probeAt: at.now + PROBE_INTERVAL,
    streak: Math.max(streak, before?.streak ?? 0),
    probes: before ? (before.probes ?? 0) + (again ? 1 : 0) : 0
  };
  const next = {
    ...state,
    note: { ...calm(note), paused, refused: digest(since, worn) },
    probe: false,
    told: reason,
    bisect: { ...bisect, size: 0 }
  };
  return write(next, told === reason ? [NOTE] : [NOTE, said({ type: 'paused', reason })], { to: 'end', wait: PROBE_INTERVAL }, at); // prettier-ignore
}

/** Tries again later: when the destination asks, else when the back-off says. */
function postpone(state: LaneState, reason: string, at: Moment, header?: string): Outcome {
  const { note, lane } = state;
  const attempt = note.attempt + 1;
  const asked = retryAfter(header, at.now);
  // "At once" is not heard, or both sides would keep each other busy for ever.
  const wait = asked || Math.round(backoff(attempt, lane.destination, at.random));
  const retryAt = at.now + wait;
  const next = { ...state, note: { ...note, attempt, retryAt, asked: !!asked, reason } };
  return write(next, [NOTE, said({ type: 'retry', reason, retryAt })], { to: 'end', wait }, at);
}

/** Kaltura's services know no ids: what is sent again after an end that told nothing may count twice. */
function doubt(state: LaneState, id: string): readonly [LaneState, readonly Step[]] {
  const { lane, note } = state;
  const { tried, uncertain = 0 } = note;
  if (lane.destination === 'lrs' || (tried?.id === id && tried.again)) return [state, []];
  const again = tried?.id === id;
  const next: LaneNote = { ...note, tried: { id, again }, ...(again && { uncertain: uncertain + 1 }) };
  return [{ ...state, note: next }, again ? [NOTE, said({ type: 'uncertain', id })] : [NOTE]];
}

// One request.

function ask(state: LaneState): Outcome {
  const { held, asking, refused, version } = state;
  return held !== undefined || asking
    ? stay(state)
    : [{ ...state, asking: true }, [{ do: 'ask', refused, version }]];
}

/** Sends the next batch of the round, when it may be sent. */
function attempt(state: LaneState, at: Moment): Outcome {
  const { round, bisect, lane, note, waived, probe, reopened, version } = state;
  const batch = round ? nextBatch(bisect, round, lane.batch) : [];
  if (!round || !batch.length) return endRound(state, at);
  const { paused, retryAt } = note;
  const wait =
    (retryAt !== waived && until(retryAt, at.now)) || (paused && !round.rejected.length && !probe && !reopened && until(paused.probeAt, at.now)); // prettier-ignore
  if (wait) return end(state, wait);
  const next: LaneState = { ...state, batch, turn: { at: 'asking', version } };
  return state.held === undefined ? ask(next) : prepare(next, state.held, at);
}

/** The credential is at hand. */
function prepare(state: LaneState, credential: Credential, at: Moment): Outcome {
  const { lane, note, batch, reopened } = state;
  if (isBlocked(state)) return end(state);
  let worn: string;
  try {
    worn = JSON.stringify([credential, lane.seal([batch[0]?.body ?? ''], credential).headers]);
  } catch {
    return postpone(state, FAILED, at);
  }
  const dressed = { ...state, worn, reopened: false };
  if (note.paused && reopened) {
    if (note.refused === digest(note.paused.since, worn)) return read(dressed);
    const [next, steps] = resume({ ...dressed, bisect: { ...state.bisect, streak: 0 } });
    return write(next, steps, { to: 'read' }, at);
  }
  const [next, steps] = doubt(dressed, batch[0]?.id ?? '');
  return write(next, steps, { to: 'send' }, at);
}

const FAILED = 'storage or request failed';

const send = (state: LaneState): Outcome =>
  isBlocked(state)
    ? end(state)
    : [
        { ...state, turn: { at: 'sending', version: state.version } },
        [{ do: 'send', parcels: state.batch, credential: state.held ?? '' }]
      ];

function replied(given: LaneState, verdict: Verdict | undefined, at: Moment): Outcome {
  if (given.forgotten) return end(given);
  const { round, batch, turn, held = '' } = given;
  if (!round || turn.at !== 'sending') return stay(given);
  if (!verdict) return postpone(given, FAILED, at);
  const { type, reason, retryAfter } = verdict;
  // What was taken or refused is known once its row is gone.
  const untold = type === 'retry' ? verdict.maybe : type === 'sent' || type === 'refuse';
  const { tried, ...rest } = given.note;
  const [state, first]: readonly [LaneState, readonly Step[]] = tried && !untold ? [{ ...given, note: rest }, [NOTE]] : [given, []]; // prettier-ignore
  const { paused } = state.note;
  const blamed = type === 'credential' || type === 'pause';
  // It was defined anew meanwhile: this is about the old definition.
  if (blamed && !paused && turn.version !== state.version) return end(state);
  const go = (next: LaneState, steps: readonly Step[], to: Next['to']): Outcome => write(next, [...first, ...steps], { to } as Next, at); // prettier-ignore
  // What looks like a fault of the destination may be about one statement (a firewall): a sweep looks further in the end.
  const patient = round.sweep && (round.proven || (paused?.probes ?? 0) >= FAILURES_ALONE);
  if (!patient) {
    if (type === 'credential') return renew(state, held, reason, at);
    if (type === 'pause') return pause(state, unexpected(reason), at);
  }
  // A probe that has no answer changes nothing.
  if (type === 'retry' && paused && !(patient && verdict.suspect))
    return pause(state, paused.reason, at, { again: verdict.suspect });
  const { next, sent, bury: rejected = [], ...judged } = judge(state.bisect, round, batch, verdict);
  const known = { ...state, ...judged };
  if (next === 'wait') return postpone(known, reason, at, retryAfter);
  const [there, steps] = sent ? arrive(known, sent) : type === 'halve' ? resume(known) : [known, []];
  const [last, more] = bury(there, rejected);
  return go(last, [...steps, ...more], next === 'on' ? 'round' : 'read');
}

const unexpected = (reason: string): string => `not the expected service, ${reason}`;
const unauthorised = (reason: string): string => `unauthorised, ${reason}`;

/** Each of the round's rows has its verdict. */
function endRound(state: LaneState, at: Moment): Outcome {
  const { round, bisect, note, held } = state;
  const rejected = round?.rejected ?? [];
  const [first] = rejected;
  const streak = bisect.streak + rejected.length;
  const unsure = rejected.find((each) => each.unsure);
  const count = note.paused ? rejected.length : streak;
  if (unsure) {
    const asked = unsure.unsure === 'credential';
    const next = asked ? { ...state, refused: held, held: undefined } : state;
    const words = asked ? unauthorised : unexpected;
    const reason = unsure.unsure === 'retry' && note.paused ? note.paused.reason : words(unsure.reason);
    return pause(next, reason, at, { streak: count });
  }
  const known = { ...state, bisect: { ...bisect, streak } };
  if (first && streak >= REFUSED_IN_A_ROW) return pause(known, `every one refused, ${first.reason}`, at, { streak: count }); // prettier-ignore
  const [next, steps] = bury(known, rejected);
  return write(next, steps, { to: 'read' }, at);
}

/** The destination did not take the credential. */
function renew(state: LaneState, refused: Credential, reason: string, at: Moment): Outcome {
  const again = state.renewed || !!state.note.paused;
  const next: LaneState = { ...state, renewed: true, refused, held: undefined };
  return again ? refuse(next, refused, reason, at) : ask({ ...next, turn: { at: 'renewing', refused, reason } });
}

/** There is no other credential. */
function refuse(state: LaneState, refused: Credential, reason: string, at: Moment): Outcome {
  const { destination, needsCredential } = state.lane;
  if (!refused || needsCredential || destination === 'lrs') return pause({ ...state, held: undefined }, unauthorised(reason), at); // prettier-ignore
  // Kaltura's statistics are taken without a session, too.
  return write({ ...state, held: '' }, [said({ type: 'anonymous', reason })], { to: 'read' }, at);
}

function given(state: LaneState, credential: Credential | undefined, version: number, at: Moment): Outcome {
  const { turn, flights } = state;
  const free = { ...state, asking: false };
  // The lane was defined anew in the meantime: this answer belongs to the old one.
  if (version !== state.version) return ask(free);
  const held: LaneState = { ...free, held: credential };
  const waiting = flights.filter(({ parcels }) => parcels);
  const answered = credential === undefined ? without(held, waiting) : lift(held, credential);
  return then(answered, (next) => {
    if (turn.at === 'renewing')
      return credential === turn.refused
        ? refuse({ ...next, held: undefined }, turn.refused, turn.reason, at)
        : goOn(next, { to: 'read' }, at);
    if (turn.at !== 'asking') return stay(next);
    if (turn.version !== version) return end(next);
    return credential === undefined ? postpone(next, NO_CREDENTIAL, at) : prepare(next, credential, at);
  });
}

// What was read.

function found(state: LaneState, rows: readonly Row[], landed: readonly string[], at: Moment): Outcome {
  const { lane, lingering, note } = state;
  if (landed.length) {
    const there = rows.filter(({ id }) => landed.includes(id));
    const [next, steps] = there.length ? arrive(state, there) : [state, []];
    return write({ ...next, landed: state.landed.filter((id) => !landed.includes(id)) }, steps, { to: 'read' }, at);
  }
  // What gathers leaves with the end of that, or when it fills a request.
  const full = lane.batch > 1 && rows.length >= lane.batch;
  const waits = lingering && !state.ripe && !full;
  const ripe = { ...state, ripe: false };
  if (!rows.length || waits) return end(ripe);
  const broken = rows.filter((row) => !isSound(row));
  if (broken.length) {
    const [next, steps] = bury(
      ripe,
      broken.map((row) => ({ row, reason: 'not readable in the storage' }))
    );
    return write(next, steps, { to: 'read' }, at);
  }
  const { paused } = note;
  const reach = paused ? probeReach(paused) : rows.length;
  const bisect = paused ? { ...state.bisect, streak: paused.streak } : state.bisect;
  const sweep = !!paused && reach > 1 && rows.length > 1;
  return attempt({ ...ripe, bisect, round: beginRound(rows.slice(0, reach), sweep, bisect, lane.batch) }, at);
}

// What gathers.

function gathered(state: LaneState): Outcome {
  return then([{ ...state, lingering: false, found: 0, ripe: true }, [timer('lingered')]], start);
}

const linger = (state: LaneState, time: number): Outcome =>
  state.lingering || state.closed ? stay(state) : [{ ...state, lingering: true }, [timer('lingered', time)]];

// What leaves with the page.

/** Nothing may be sent even by a page that goes away. */
function isShut({ closed, lane, note, turn }: LaneState, now: number): boolean {
  if (closed || note.paused || (note.asked && until(note.retryAt, now) > 0)) return true;
  // Twice on its way is nothing to an LRS, which knows ids; others would count it twice, and nobody would know.
  return lane.destination !== 'lrs' && (turn.at === 'sending' || turn.at === 'waiting');
}

function leave(state: LaneState, room: number, now: number): Outcome {
  if (isShut(state, now)) return stay(state);
  const { head, landed, lane, bisect, flights, flown, held } = state;
  const due = head.parcels.filter((parcel) => isSound(parcel) && !landed.includes(parcel.id));
  const parcels = fill(due, bisect.size ? 1 : lane.batch, room);
  const ids = idsOf(parcels);
  const aloft = flights.flatMap((flight) => flight.ids);
  // Again from the front, for the first request may fail where the second does not; an LRS knows ids.
  if (ids.every((id) => aloft.includes(id))) return stay(state);
  const [doubtful, steps] = doubt(state, ids[0] ?? '');
  const next = { ...doubtful, flown: flown + 1, flights: [...flights, { number: flown, ids, parcels }] };
  const noting: Outcome = [next, steps.length ? [{ do: 'write', steps, waits: false }] : []];
  return then(noting, (last) => (held === undefined ? ask(last) : lift(last, held)));
}

/** Those that waited for a credential leave. */
const lift = (state: LaneState, credential: Credential): Outcome => [
  { ...state, flights: state.flights.map(({ number, ids }) => ({ number, ids })) },
  state.flights.flatMap(({ number, parcels }) =>
    parcels ? [{ do: 'send' as const, parcels, credential, flight: number }] : []
  )
];

/** These flights have ended. */
function without(state: LaneState, ended: LaneState['flights']): Outcome {
  return ended.length
    ? start({ ...state, flights: state.flights.filter((flight) => !ended.includes(flight)) })
    : stay(state);
}

/** Anything but yes is left to the ordinary way, which sends the same bytes again. */
function landing(state: LaneState, number: number, verdict: Verdict | undefined): Outcome {
  const ended = state.flights.filter((flight) => flight.number === number);
  const ids = verdict?.type === 'sent' ? ended.flatMap((flight) => flight.ids) : [];
  return without({ ...state, landed: [...new Set([...state.landed, ...ids])] }, ended);
}

/** All that a lane decides: what to do when something happens. Pure. */
export function laneMachine(state: LaneState, event: LaneEvent): Outcome {
  const { turn, note } = state;
  switch (event.type) {
    case 'defined': {
      const { lane } = event;
      if (lane === state.lane) return start(state);
      return start({ ...state, lane, version: state.version + 1, held: undefined, refused: undefined, reopened: true });
    }
    case 'captured': {
      const next = { ...state, head: cache.announce(state.head, event.parcel, most(state)) };
      // A page that goes away before its first request needs a credential at hand. One that waits asks when it is due.
      const asked = note.attempt || note.paused ? stay(next) : ask(next);
      const time = state.lane.linger;
      return event.urgent || !time ? asked : then(asked, (last) => linger(last, time));
    }
    case 'committed': {
      const next = { ...state, head: cache.commit(state.head, event.ids) };
      const peek: Effect = { do: 'read', count: most(state), epoch: state.head.epoch, peek: true };
      // Should this page go away, it must know what comes before its own. Its turn may be long in coming.
      return then(event.urgent || !state.lingering ? gathered(next) : stay(next), (last) => [last, [peek]]);
    }
    case 'found': {
      const time = state.lane.linger;
      const next = { ...state, found: state.found + event.count };
      return !time || next.found >= state.lane.batch ? gathered(next) : linger(next, Math.min(time, GATHER_FOUND));
    }
    case 'flushed': {
      const { unread, waived, probe, rushed } = state;
      return gathered({
        ...state,
        waived: event.override || !note.asked ? note.retryAt : waived,
        rushed: unread ? (event.override ? 'all' : (rushed ?? 'own')) : undefined,
        probe: probe || event.probe
      });
    }
    case 'lingered':
      return gathered(state);
    case 'due':
      return start(state);
    case 'locked':
      return [{ ...state, turn: { at: 'noting' } }, [{ do: 'readNote' }]];
    case 'busy':
      return state.closed
        ? stay({ ...state, turn: { at: 'idle' } })
        : [
            { ...state, turn: { at: 'waiting' } },
            // Another tab sends. Should this page go away, it must know what comes before its own.
            [
              { do: 'read', count: most(state), epoch: state.head.epoch, peek: true },
              { do: 'lock', patient: true }
            ]
          ];
    case 'unlocked': {
      const idle: LaneState = { ...state, turn: { at: 'idle' } };
      return state.wanted ? start(idle) : stay(idle);
    }
    case 'noted': {
      const { rushed, waived } = state;
      const next = event.failed ? note : (event.note ?? FRESH);
      const over = rushed && (rushed === 'all' || !next.asked);
      return read({ ...state, note: next, unread: false, rushed: undefined, waived: over ? next.retryAt : waived });
    }
    case 'read': {
      const { rows, count, epoch, peek } = event;
      const isOld = epoch !== state.head.epoch;
      // Storage that cannot be read holds nothing that could be sent now: the next beat looks again.
      if (!rows) return peek ? stay(state) : end(state);
      const next = isOld ? state : { ...state, head: cache.refill(state.head, rows, count) };
      if (peek || turn.at !== 'reading') return stay(next);
      return found(next, isOld ? [] : rows, turn.landed, event);
    }
    case 'written':
      if (turn.at !== 'writing') return stay(state);
      return event.failed ? postpone(state, FAILED, event) : goOn(state, turn.next, event);
    case 'credential':
      return given(state, event.given, event.version, event);
    case 'replied':
      return event.flight === undefined
        ? replied(state, event.verdict, event)
        : landing(state, event.flight, event.verdict);
    case 'leaving':
      return leave(state, event.room, event.now);
    case 'forgotten':
      return stay({
        ...state,
        head: cache.clear(state.head),
        note: FRESH,
        told: undefined,
        forgotten: true,
        bisect: { ...state.bisect, size: 0, streak: 0 }
      });
    case 'closed':
      return [{ ...state, closed: true, lingering: false }, [timer('lingered'), timer('due')]];
  }
}
