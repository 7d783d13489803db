import { backoff, retryAfter } from './backoff.js';
import type { Rejected } from './bisect.js';
import { digest } from './digest.js';
import * as cache from './head-cache.js';
import { calm, isCalm } from './lane-note.js';
import type { Draft, Next } from './lane-state.js';
import { PROBE_INTERVAL } from './policy.js';
import type { LaneNote, Parcel, Row } from './ports.js';

// What becomes of parcels and of the lane: what changes in the state, and what is written for it.

export const idsOf = (parcels: readonly Parcel[]): readonly string[] => parcels.map(({ id }) => id);

/** Has written what is to be written, and goes on with `next` then. */
export function settle(lane: Draft, next: Next, wait?: number): void {
  lane.turn = { at: 'writing', next, wait };
  lane.effects.push(['write', lane.steps.splice(0), true]);
}

export const noted = (lane: Draft): void => void lane.steps.push({ type: 'note' });

/** Something was answered as it should be, or the credential is another one. `gone`: what need not be sent any more. */
export function resume(lane: Draft, gone: readonly string[] = [], answered?: true): void {
  const { note, steps } = lane;
  const { tried, ...rest } = note;
  lane.renewed = false;
  const known: LaneNote = tried && !gone.includes(tried.id) ? note : rest;
  if (isCalm(note) && tried === known.tried && (!answered || note.answered)) return;
  lane.note = calm(answered ? { ...known, answered } : known);
  lane.told = undefined;
  noted(lane);
  if (note.paused) steps.push({ type: 'resumed' });
}

export function arrived(lane: Draft, rows: readonly Row[]): void {
  const ids = idsOf(rows);
  // At once: a page that goes away now must not send them again.
  lane.head = cache.drop(lane.head, ids);
  lane.streak = 0;
  lane.steps.push({ type: 'remove', keys: rows.map(({ key }) => key) });
  // Only now: should the page die before they are gone, the next one sends them again, and has to know that it may be so.
  resume(lane, ids, true);
  lane.steps.push({ type: 'sent', ids });
}

export function bury(lane: Draft, rejected: readonly Pick<Rejected, 'row' | 'reason'>[]): void {
  for (const { row, reason } of rejected) {
    const { id } = row;
    lane.head = cache.drop(lane.head, [id]);
    lane.steps.push({ type: 'bury', row, reason });
    resume(lane, [id]);
    lane.steps.push({ type: 'refused', id, reason });
  }
}

/** Nothing but probes from now on. `again`: a probe was answered in vain. */
export function pause(lane: Draft, reason: string, again = true, streak = 0): void {
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
  settle(lane, 'end', PROBE_INTERVAL);
}

/** Tries again later: when the destination asks, else when the back-off says. */
export function postpone(lane: Draft, reason: string, header?: string): void {
  const { note, now } = lane;
  const attempt = note.attempt + 1;
  const asked = retryAfter(header, now);
  // "At once" is not heard, or both sides would keep each other busy for ever.
  const wait = asked || Math.round(backoff(attempt, lane.lane.id.destination, lane.random));
  const retryAt = now + wait;
  lane.note = { ...note, attempt, retryAt, asked: !!asked, reason };
  noted(lane);
  lane.steps.push({ type: 'retry', reason, retryAt });
  settle(lane, 'end', wait);
}

/** Kaltura's services know no ids: what is sent again after an end that told nothing may count twice. */
export function doubt(lane: Draft, id: string): void {
  const { note } = lane;
  const { tried, uncertain = 0 } = note;
  const again = tried?.id === id;
  if (lane.lane.id.destination === 'lrs') return;
  if (!again || !tried.again) {
    lane.note = { ...note, tried: { id, again }, ...(again && { uncertain: uncertain + 1 }) };
    noted(lane);
  }
  // Counted once for ever, and told once by each page that sends it again.
  if (again && lane.doubted !== id) lane.steps.push({ type: 'uncertain', id: (lane.doubted = id) });
}

/** Whoever sent these was gone before the answer: they are not sent again. */
export function letGo(lane: Draft, rows: readonly Row[]): void {
  const ids = idsOf(rows);
  const { tried, unanswered = 0, ...rest } = lane.note;
  lane.head = cache.drop(lane.head, ids);
  lane.note = { ...rest, ...(tried && !ids.includes(tried.id) && { tried }), unanswered: unanswered + ids.length };
  noted(lane);
  lane.steps.push({ type: 'remove', keys: rows.map(({ key }) => key) }, { type: 'unmark', ids });
  for (const id of ids) lane.steps.push({ type: 'unanswered', id });
}
