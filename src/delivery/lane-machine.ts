import { backoff, retryAfter, until } from './backoff.js';
import { fill } from './batch.js';
import { beginRound, dropRound, judge, nextBatch, type Rejected } from './bisect.js';
import { digest } from './digest.js';
import * as cache from './head-cache.js';
import type { Credential } from './lane.js';
import { calm, FRESH, isCalm, probeReach } from './lane-note.js';
import type { Draft, LaneEvent, LaneInput, LaneState, Next, Outcome } from './lane-state.js';
import { FAILURES_ALONE, GATHER_FOUND, PROBE_INTERVAL, REFUSED_IN_A_ROW } from './policy.js';
import type { Parcel, Row } from './ports.js';
import { NO_CREDENTIAL } from './status.js';
import type { Verdict } from './verdict.js';

const FAILED = 'storage or request failed';

/** Whether a row is what a parcel must be; storage belongs to the user, and to other scripts of the origin. */
const isSound = ({ id, body, at }: Parcel): boolean =>
  typeof id === 'string' && typeof body === 'string' && typeof at === 'number';

const idsOf = (parcels: readonly Parcel[]): readonly string[] => parcels.map(({ id }) => id);

/** As many rows as a request can need, and one more at least: it tells whether others pass where the first one fails. */
const most = ({ lane }: LaneState): number => Math.max(2, lane.batch);

/** What left with keepalive is answered first. */
const isBlocked = ({ closed, forgotten, flights, landed }: LaneState): boolean =>
  !!closed || !!forgotten || flights.length + landed.length > 0;

/** Nothing is under way, and nothing is due at once. */
export const isIdle = ({ turn, flights }: LaneState): boolean => turn.at === 'idle' && !flights.length;

/** Ids of what is on its way. */
export const onTheWay = ({ turn, batch, flights }: LaneState): readonly string[] => [
  ...(turn.at === 'sending' ? idsOf(batch) : []),
  ...flights.flatMap(({ ids }) => ids)
];

// A turn: lock, read the note, then read and send until nothing more can be sent, and unlock.

function start(lane: Draft): void {
  const { at } = lane.turn;
  if (lane.closed) return;
  if (at === 'idle') {
    lane.wanted = false;
    lane.turn = { at: 'locking' };
    lane.effects.push(['lock', false]);
    // One that has read nothing yet sees all that is there.
  } else if (at !== 'locking' && at !== 'waiting' && at !== 'noting') lane.wanted = true;
}

const timer = ({ effects }: Draft, of: 'lingered' | 'due', after?: number): void =>
  void effects.push(['timer', of, after]);

/** The turn ends; the next one begins in so many milliseconds, or when something happens. */
function end(lane: Draft, wait?: number): void {
  dropRound(lane);
  lane.turn = { at: 'releasing' };
  lane.effects.push(['unlock']);
  timer(lane, 'due', lane.closed ? undefined : wait);
}

const look = (lane: Draft, peek: boolean, count = most(lane)): void =>
  void lane.effects.push(['read', count, lane.head.epoch, peek]);

function read(lane: Draft): void {
  const { landed, head, note } = lane;
  dropRound(lane);
  lane.forgotten = false;
  // One that is not committed yet has no row that could be removed.
  lane.turn = { at: 'reading', landed: landed.filter((id) => !head.announced.some((parcel) => parcel.id === id)) };
  look(lane, false, Math.max(most(lane), note.paused ? probeReach(note.paused) : 0));
}

/** Goes on once what is to be written is written. */
function write(lane: Draft, next: Next, wait?: number): void {
  const { steps } = lane;
  if (!steps.length) return goOn(lane, next, wait);
  lane.turn = { at: 'writing', next, wait };
  lane.effects.push(['write', steps.splice(0), true]);
}

function goOn(lane: Draft, next: Next, wait?: number): void {
  if (next === 'end' || lane.forgotten) end(lane, wait);
  else if (next === 'read') read(lane);
  else if (next === 'send') send(lane);
  else attempt(lane);
}

// What the answers lead to.

const noted = (lane: Draft): void => void lane.steps.push({ type: 'note' });

/** Something was answered as it should be, or the credential is another one. */
function resume(lane: Draft, answered?: true): void {
  const { note, steps } = lane;
  lane.renewed = false;
  if (isCalm(note) && (!answered || note.answered)) return;
  lane.note = calm(answered ? { ...note, answered } : note);
  lane.told = undefined;
  noted(lane);
  if (note.paused) steps.push({ type: 'resumed' });
}

function arrived(lane: Draft, rows: readonly Row[]): void {
  const ids = idsOf(rows);
  // At once: a page that goes away now must not send them again.
  lane.head = cache.drop(lane.head, ids);
  lane.streak = 0;
  lane.steps.push({ type: 'remove', keys: rows.map(({ key }) => key) });
  // Only now: should the page die before they are gone, the next one sends them again, and has to know that it may be so.
  resume(lane, true);
  lane.steps.push({ type: 'sent', ids });
}

function bury(lane: Draft, rejected: readonly Pick<Rejected, 'row' | 'reason'>[]): void {
  for (const { row, reason } of rejected) {
    const { id } = row;
    lane.head = cache.drop(lane.head, [id]);
    lane.steps.push({ type: 'bury', row, reason });
    resume(lane);
    lane.steps.push({ type: 'refused', id, reason });
  }
}

/** Nothing but probes from now on. `again`: a probe was answered in vain. */
function pause(lane: Draft, reason: string, again = true, streak = 0): void {
  const { note, now } = lane;
  const { paused } = note;
  const since = paused?.since ?? now;
  lane.note = {
    ...calm(note),
    paused: {
      reason,
      since,
      probeAt: now + PROBE_INTERVAL,
      streak: Math.max(streak, paused?.streak ?? 0),
      probes: paused ? (paused.probes ?? 0) + Number(again) : 0
    },
    refused: digest(since, lane.worn)
  };
  lane.probe = false;
  lane.size = 0;
  noted(lane);
  if (lane.told !== reason) lane.steps.push({ type: 'paused', reason });
  lane.told = reason;
  write(lane, 'end', PROBE_INTERVAL);
}

/** Tries again later: when the destination asks, else when the back-off says. */
function postpone(lane: Draft, reason: string, header?: string): void {
  const { note, now } = lane;
  const attempt = note.attempt + 1;
  const asked = retryAfter(header, now);
  // "At once" is not heard, or both sides would keep each other busy for ever.
  const wait = asked || Math.round(backoff(attempt, lane.lane.destination, lane.random));
  const retryAt = now + wait;
  lane.note = { ...note, attempt, retryAt, asked: !!asked, reason };
  noted(lane);
  lane.steps.push({ type: 'retry', reason, retryAt });
  write(lane, 'end', wait);
}

/** Kaltura's services know no ids: what is sent again after an end that told nothing may count twice. */
function doubt(lane: Draft, id: string): void {
  const { note } = lane;
  const { tried, uncertain = 0 } = note;
  const again = tried?.id === id;
  if (lane.lane.destination === 'lrs' || (again && tried.again)) return;
  lane.note = { ...note, tried: { id, again }, ...(again && { uncertain: uncertain + 1 }) };
  noted(lane);
  if (again) lane.steps.push({ type: 'uncertain', id });
}

// One request.

function ask(lane: Draft): void {
  if (lane.held !== undefined || lane.asking) return;
  lane.asking = true;
  lane.effects.push(['ask', lane.refused, lane.version]);
}

/** Sends the next batch of the round, when it may be sent. */
function attempt(lane: Draft): void {
  const { note, now } = lane;
  lane.batch = nextBatch(lane);
  if (!lane.batch.length) return endRound(lane);
  const { paused, retryAt } = note;
  const free = lane.rejected.length || lane.probe || lane.reopened;
  const wait = (retryAt !== lane.waived && until(retryAt, now)) || (paused && !free && until(paused.probeAt, now));
  if (wait) return end(lane, wait);
  lane.turn = { at: 'asking', version: lane.version };
  if (lane.held === undefined) ask(lane);
  else prepare(lane, lane.held);
}

/** The credential is at hand. */
function prepare(lane: Draft, credential: Credential): void {
  if (isBlocked(lane)) return end(lane);
  const { note, reopened, refusal } = lane;
  const [first] = lane.batch;
  lane.refusal = undefined;
  // There is no other credential than the one that was refused.
  if (refusal !== undefined && credential === lane.refused) return refuse(lane, credential, refusal);
  try {
    lane.worn = JSON.stringify([credential, lane.lane.seal([first?.body ?? ''], credential).headers]);
  } catch {
    return postpone(lane, FAILED);
  }
  lane.reopened = false;
  if (note.paused && reopened) {
    if (note.refused !== digest(note.paused.since, lane.worn)) {
      lane.streak = 0;
      resume(lane);
    }
    return write(lane, 'read');
  }
  doubt(lane, first?.id ?? '');
  write(lane, 'send');
}

function send(lane: Draft): void {
  if (isBlocked(lane)) return end(lane);
  lane.turn = { at: 'sending', version: lane.version };
  lane.effects.push(['send', lane.batch, lane.held ?? '']);
}

const unexpected = (reason: string): string => `not the expected service, ${reason}`;
const unauthorised = (reason: string): string => `unauthorised, ${reason}`;

function replied(lane: Draft, verdict: Verdict | undefined): void {
  const { turn, note, held = '' } = lane;
  if (lane.forgotten || turn.at !== 'sending') return end(lane);
  if (!verdict) return postpone(lane, FAILED);
  const { type, reason } = verdict;
  const { tried, ...rest } = note;
  const { paused } = note;
  // What was taken or refused is known once its row is gone.
  if (tried && !(type === 'retry' ? verdict.maybe : type === 'sent' || type === 'refuse')) {
    lane.note = rest;
    noted(lane);
  }
  // What looks like a fault of the destination may be about one statement (a firewall): a sweep looks further in the end.
  const patient = lane.sweep && (lane.proven || (paused?.probes ?? 0) >= FAILURES_ALONE);
  if (!patient && (type === 'credential' || type === 'pause')) {
    // It was defined anew meanwhile: this is about the old definition.
    if (!paused && turn.version !== lane.version) return write(lane, 'end');
    return type === 'pause' ? pause(lane, unexpected(reason)) : renew(lane, held, reason);
  }
  // A probe that has no answer changes nothing.
  if (type === 'retry' && paused && !(patient && verdict.suspect)) return pause(lane, paused.reason, verdict.suspect);
  const { sent, bury: guilty = [], next } = judge(lane, verdict);
  if (next === 'wait') return postpone(lane, reason, verdict.retryAfter);
  if (sent) arrived(lane, lane.batch);
  else if (type === 'halve') resume(lane);
  bury(lane, guilty);
  write(lane, next);
}

/** Each of the round's rows has its verdict. */
function endRound(lane: Draft): void {
  const { rejected, held } = lane;
  const { paused } = lane.note;
  const [first] = rejected;
  lane.streak += rejected.length;
  const count = paused ? rejected.length : lane.streak;
  const fault = rejected.find(({ unsure }) => unsure);
  if (fault?.unsure === 'credential') {
    lane.refused = held;
    lane.held = undefined;
    return pause(lane, unauthorised(fault.reason), true, count);
  }
  if (fault) return pause(lane, fault.unsure === 'pause' ? unexpected(fault.reason) : (paused?.reason ?? fault.reason), true, count); // prettier-ignore
  if (first && lane.streak >= REFUSED_IN_A_ROW) return pause(lane, `every one refused, ${first.reason}`, true, count);
  bury(lane, rejected);
  write(lane, 'read');
}

/** The destination did not take the credential. Is there another one? */
function renew(lane: Draft, refused: Credential, reason: string): void {
  const again = lane.renewed || lane.note.paused;
  lane.renewed = true;
  lane.refused = refused;
  lane.held = undefined;
  if (again) return refuse(lane, refused, reason);
  lane.refusal = reason;
  write(lane, 'read');
}

/** There is no other credential. */
function refuse(lane: Draft, refused: Credential, reason: string): void {
  const { destination, needsCredential } = lane.lane;
  lane.held = undefined;
  if (!refused || needsCredential || destination === 'lrs') return pause(lane, unauthorised(reason));
  // Kaltura's statistics are taken without a session, too.
  lane.held = '';
  lane.steps.push({ type: 'anonymous', reason });
  write(lane, 'read');
}

function given(lane: Draft, credential: Credential | undefined, version: number): void {
  const { turn } = lane;
  lane.asking = false;
  // The lane was defined anew in the meantime: this answer belongs to the old one.
  if (version !== lane.version) return ask(lane);
  lane.held = credential;
  if (credential === undefined) landed(lane, ({ parcels }) => !!parcels);
  else lift(lane, credential);
  if (turn.at !== 'asking') return;
  if (turn.version !== version) end(lane);
  else if (credential === undefined) postpone(lane, NO_CREDENTIAL);
  else prepare(lane, credential);
}

/** What was read; `arrivals`: ids of what had arrived with keepalive before that. */
function found(lane: Draft, rows: readonly Row[], arrivals: readonly string[]): void {
  const { batch } = lane.lane;
  const { paused } = lane.note;
  if (arrivals.length) {
    const there = rows.filter(({ id }) => arrivals.includes(id));
    if (there.length) arrived(lane, there);
    lane.landed = lane.landed.filter((id) => !arrivals.includes(id));
    return write(lane, 'read');
  }
  // What gathers leaves with the end of that, or when it fills a request.
  const waits = lane.lingering && !lane.ripe && !(batch > 1 && rows.length >= batch);
  lane.ripe = false;
  if (!rows.length || waits) return end(lane);
  const broken = rows.filter((row) => !isSound(row));
  if (broken.length) {
    bury(
      lane,
      broken.map((row) => ({ row, reason: 'not readable in the storage' }))
    );
    return write(lane, 'read');
  }
  const reach = paused ? probeReach(paused) : rows.length;
  if (paused) lane.streak = paused.streak;
  beginRound(lane, rows.slice(0, reach), !!paused && reach > 1 && rows.length > 1);
  attempt(lane);
}

// What gathers.

function gathered(lane: Draft): void {
  lane.lingering = false;
  lane.found = 0;
  lane.ripe = true;
  timer(lane, 'lingered');
  start(lane);
}

function linger(lane: Draft, time: number): void {
  if (lane.lingering || lane.closed) return;
  lane.lingering = true;
  timer(lane, 'lingered', time);
}

// What leaves with the page.

/** Nothing may be sent even by a page that goes away. */
function isShut({ closed, lane, note, turn, now }: Draft): boolean {
  if (closed || note.paused || (note.asked && until(note.retryAt, now))) return true;
  // Twice on its way is nothing to an LRS, which knows ids; others would count it twice, and nobody would know.
  return lane.destination !== 'lrs' && (turn.at === 'sending' || turn.at === 'waiting');
}

function leave(lane: Draft, room: number): void {
  if (isShut(lane)) return;
  const { head, flights, held } = lane;
  const due = head.parcels.filter((parcel) => isSound(parcel) && !lane.landed.includes(parcel.id));
  const parcels = fill(due, lane.size ? 1 : lane.lane.batch, room);
  const ids = idsOf(parcels);
  // Again from the front, for the first request may fail where the second does not; an LRS knows ids.
  if (ids.every((id) => flights.some((flight) => flight.ids.includes(id)))) return;
  doubt(lane, ids[0] ?? '');
  if (lane.steps.length) lane.effects.push(['write', lane.steps.splice(0), false]);
  lane.flights = [...flights, { number: lane.flown++, ids, parcels }];
  if (held === undefined) ask(lane);
  else lift(lane, held);
}

/** Those that waited for a credential leave. */
function lift(lane: Draft, credential: Credential): void {
  lane.flights = lane.flights.map(({ number: flight, ids, parcels }) => {
    if (parcels) lane.effects.push(['send', parcels, credential, flight]);
    return { number: flight, ids };
  });
}

/** These flights have ended. Anything but yes is left to the ordinary way, which sends the same bytes again. */
function landed(lane: Draft, isOver: (flight: LaneState['flights'][number]) => boolean, sent = false): void {
  const over = lane.flights.filter(isOver);
  if (!over.length) return;
  lane.flights = lane.flights.filter((flight) => !over.includes(flight));
  if (sent) lane.landed = [...lane.landed, ...over.flatMap(({ ids }) => ids)];
  start(lane);
}

function take(lane: Draft, event: LaneInput): void {
  const { turn, note, head } = lane;
  const { linger: time, batch } = lane.lane;
  switch (event.type) {
    case 'defined':
      if (event.lane !== lane.lane) {
        lane.lane = event.lane;
        lane.version++;
        lane.held = lane.refused = undefined;
        lane.reopened = true;
      }
      return start(lane);
    case 'captured':
      lane.head = cache.announce(head, event.parcel, most(lane));
      // A page that goes away before its first request needs a credential at hand. One that waits asks when it is due.
      if (!note.attempt && !note.paused) ask(lane);
      if (!event.urgent && time) linger(lane, time);
      return;
    case 'committed':
      lane.head = cache.commit(head, event.ids);
      if (event.urgent || !lane.lingering) gathered(lane);
      // Should this page go away, it must know what comes before its own. Its turn may be long in coming.
      return look(lane, true);
    case 'found':
      lane.found += event.count;
      return !time || lane.found >= batch ? gathered(lane) : linger(lane, Math.min(time, GATHER_FOUND));
    case 'flushed':
      lane.hurry = event.override ? 2 : lane.hurry || 1;
      lane.probe ||= event.probe;
      return gathered(lane);
    case 'lingered':
      return gathered(lane);
    case 'due':
      return start(lane);
    case 'locked':
      lane.turn = { at: 'noting' };
      return void lane.effects.push(['readNote']);
    case 'busy':
      lane.turn = { at: lane.closed ? 'idle' : 'waiting' };
      if (lane.closed) return;
      // Another tab sends. Should this page go away, it must know what comes before its own.
      look(lane, true);
      return void lane.effects.push(['lock', true]);
    case 'unlocked':
      lane.turn = { at: 'idle' };
      if (lane.wanted) start(lane);
      return;
    case 'noted':
      if (!event.failed) lane.note = event.note ?? FRESH;
      if (lane.hurry > (lane.note.asked ? 1 : 0)) lane.waived = lane.note.retryAt;
      lane.hurry = 0;
      return read(lane);
    case 'read': {
      const { rows, peek } = event;
      const isNew = event.epoch === head.epoch;
      if (rows && isNew) lane.head = cache.refill(head, rows, most(lane));
      // Storage that cannot be read holds nothing that could be sent now: the next beat looks again.
      if (peek || turn.at !== 'reading') return;
      return rows ? found(lane, isNew ? rows : [], turn.landed) : end(lane);
    }
    case 'written':
      if (turn.at !== 'writing') return;
      return event.failed ? postpone(lane, FAILED) : goOn(lane, turn.next, turn.wait);
    case 'credential':
      return given(lane, event.given, event.version);
    case 'replied': {
      const { flight, verdict } = event;
      if (flight === undefined) return replied(lane, verdict);
      return landed(lane, ({ number }) => number === flight, verdict?.type === 'sent');
    }
    case 'leaving':
      return leave(lane, event.room);
    case 'forgotten':
      lane.head = cache.clear(head);
      lane.note = FRESH;
      lane.told = undefined;
      lane.forgotten = true;
      lane.size = lane.streak = 0;
      return;
    case 'closed':
      lane.closed = true;
      lane.lingering = false;
      timer(lane, 'lingered');
      timer(lane, 'due');
  }
}

/** All that a lane decides: what to do when something happens. Pure: what it was given stays as it is. */
export function laneMachine(state: LaneState, event: LaneEvent): Outcome {
  const draft: Draft = { ...state, now: event.now, random: event.random, effects: [], steps: [] };
  take(draft, event);
  const { now, random, effects, steps, ...next } = draft;
  return [next, effects];
}
