import { stringify } from '../stringify.js';
import { until } from './backoff.js';
import { isSound } from './batch.js';
import { beginRound, dropRound, isSuspect, judge, nextBatch, othersToTry } from './bisect.js';
import { digest } from './digest.js';
import { arrived, bury, doubt, noted, pause, postpone, resume, settle } from './lane-acts.js';
import type { Credential } from './lane.js';
import { probeReach } from './lane-note.js';
import type { Draft, LaneState, Next } from './lane-state.js';
import { FAILURES_ALONE, REFUSED_IN_A_ROW } from './policy.js';
import type { Row } from './ports.js';
import type { Verdict } from './verdict.js';

// A turn: lock, read the note, then read and send until nothing more can be sent, and unlock.
export const FAILED = 'storage or request failed';

/** As many rows as a request can need, and one more at least: it tells whether others pass where the first one fails. */
export const most = ({ lane }: LaneState): number => Math.max(2, lane.batch);

/**
 * What left with keepalive is answered first. While a page is torn down its requests fail, whatever became of them: that says
 * nothing of what is marked.
 */
const isBlocked = ({ closed, forgotten, flights, landed, marked }: LaneState): boolean =>
  !!closed || !!forgotten || flights.length + landed.length + marked.length > 0;

export function start(lane: Draft): void {
  const { at } = lane.turn;
  if (lane.closed) return;
  if (at === 'idle') {
    lane.wanted = false;
    lane.turn = { at: 'locking' };
    lane.effects.push(['lock', false]);
    // One that has read nothing yet sees all that is there.
  } else if (at !== 'locking' && at !== 'waiting' && at !== 'noting') lane.wanted = true;
}

export const timer = ({ effects }: Draft, of: 'lingered' | 'due', after?: number): void =>
  void effects.push(['timer', of, after]);

/** The turn ends; the next one begins in so many milliseconds, or when something happens. */
export function end(lane: Draft, wait?: number): void {
  dropRound(lane);
  lane.turn = { at: 'releasing' };
  lane.effects.push(['unlock']);
  timer(lane, 'due', lane.closed ? undefined : wait);
}

export const look = (lane: Draft, peek: boolean, count = most(lane)): void =>
  void lane.effects.push(['read', count, lane.head.epoch, peek]);

export function read(lane: Draft): void {
  const { landed, head, note } = lane;
  dropRound(lane);
  lane.forgotten = false;
  // One that is not committed yet has no row that could be removed.
  lane.turn = { at: 'reading', landed: landed.filter((id) => !head.announced.some((parcel) => parcel.id === id)) };
  // The next failure may be the one after which others are tried.
  const reach = note.paused ? probeReach(note.paused) : 1 + othersToTry({ ...lane, failures: lane.failures + 1 });
  look(lane, false, Math.max(most(lane), reach));
}

/** Goes on once what is to be written is written. */
export function write(lane: Draft, next: Next, wait?: number): void {
  if (lane.steps.length) settle(lane, next, wait);
  else goOn(lane, next, wait);
}

export function goOn(lane: Draft, next: Next, wait?: number): void {
  if (next === 'end' || lane.forgotten) end(lane, wait);
  else if (next === 'read') read(lane);
  else if (next === 'send') send(lane);
  else attempt(lane);
}

export function ask(lane: Draft): void {
  if (lane.held !== undefined || lane.asking || lane.closed) return;
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
  if (wait || lane.closed) return end(lane, wait || 0);
  lane.turn = { at: 'asking', version: lane.version };
  if (lane.held === undefined) ask(lane);
  else prepare(lane, lane.held);
}

/** The credential is at hand. */
export function prepare(lane: Draft, credential: Credential): void {
  if (isBlocked(lane)) return end(lane);
  const { note, reopened, refusal } = lane;
  const [first] = lane.batch;
  lane.refusal = undefined;
  // There is no other credential than the one that was refused.
  if (refusal !== undefined && credential === lane.refused) return refuse(lane, credential, refusal);
  try {
    lane.worn = stringify([credential, lane.lane.seal([first?.body ?? ''], credential).headers]);
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

/** It was closed before the request left: nobody has to doubt what became of it. */
function unsent(lane: Draft): void {
  const { tried, ...rest } = lane.note;
  if (tried && !tried.again) {
    lane.note = rest;
    noted(lane);
  }
  write(lane, 'end');
}

function send(lane: Draft): void {
  if (lane.closed) return unsent(lane);
  if (isBlocked(lane)) return end(lane);
  lane.turn = { at: 'sending', version: lane.version };
  lane.effects.push(['send', lane.batch, lane.held ?? '']);
}

const unexpected = (reason: string): string => `not the expected service, ${reason}`;
const unauthorised = (reason: string): string => `unauthorised, ${reason}`;

export function replied(lane: Draft, verdict: Verdict | undefined): void {
  const { turn, note, held = '' } = lane;
  if (lane.forgotten || turn.at !== 'sending') return end(lane);
  if (!verdict) return lane.closed ? unsent(lane) : postpone(lane, FAILED);
  const { type, reason } = verdict;
  const { tried, ...rest } = note;
  const { paused } = note;
  // What was taken or refused is known once its row is gone.
  if (tried && !(type === 'retry' ? verdict.maybe : type === 'sent' || type === 'refuse')) {
    lane.note = rest;
    noted(lane);
  }
  // What looks like a fault of the destination may be about one statement (a firewall): a sweep looks further in the end.
  const patient =
    (lane.accused?.behind?.length ?? 0) > 1 ||
    (isSuspect(lane) && (!!lane.proven || (paused?.probes ?? 0) >= FAILURES_ALONE));
  if (!patient && (type === 'credential' || type === 'pause')) {
    // It was defined anew meanwhile: this is about the old definition.
    if (!paused && turn.version !== lane.version) return write(lane, 'end');
    return type === 'pause' ? pause(lane, unexpected(reason)) : renew(lane, held, reason);
  }
  // A probe that has no answer changes nothing.
  if (type === 'retry' && paused && !(patient && verdict.suspect)) return pause(lane, paused.reason, verdict.suspect);
  const { sent, bury: guilty = [], next } = judge(lane, verdict);
  if (next === 'wait') return postpone(lane, reason, verdict.retryAfter);
  if (sent) {
    if (lane.nameless && held) {
      lane.nameless = false;
      lane.steps.push({ type: 'identified' });
    }
    arrived(lane, lane.batch);
  }
  if (!sent && type === 'halve') resume(lane);
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
  const { id, needsCredential } = lane.lane;
  lane.held = undefined;
  if (!refused || needsCredential || id.destination === 'lrs') return pause(lane, unauthorised(reason));
  // Kaltura's statistics are taken without a session, too.
  lane.held = '';
  lane.nameless = true;
  lane.steps.push({ type: 'anonymous', reason });
  write(lane, 'read');
}

/** What was read; `arrivals`: ids of what had arrived with keepalive before that. */
export function found(lane: Draft, rows: readonly Row[], arrivals: readonly string[]): void {
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
