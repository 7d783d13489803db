import * as cache from './head-cache.js';
import { letGo, postpone } from './lane-acts.js';
import { landed, leave, lift, mark } from './lane-leave.js';
import type { Credential } from './lane.js';
import { FRESH } from './lane-note.js';
import type { Draft, LaneEvent, LaneInput, LaneState, Outcome } from './lane-state.js';
import { ask, end, FAILED, found, goOn, look, most, prepare, read, replied, start, timer, write } from './lane-turn.js';
import { GATHER_FOUND } from './policy.js';
import { NO_CREDENTIAL } from './status.js';

/** Nothing is under way, and nothing is due at once. */
export const isIdle = ({ turn, flights }: LaneState): boolean => turn.at === 'idle' && !flights.length;

/** Whether the row of this key may be on its way, or have arrived: what leaves with the page is known by ids alone. */
export const isUnderWay = ({ turn, batch, flights, landed }: LaneState, row: number): boolean =>
  flights.length + landed.length > 0 ||
  (['sending', 'writing'].includes(turn.at) && batch.some(({ key }) => key === row));

function given(lane: Draft, credential: Credential | undefined, version: number): void {
  const { turn } = lane;
  lane.asking = false;
  // The lane was defined anew in the meantime: this answer belongs to the old one.
  if (version !== lane.version) return ask(lane);
  lane.held = credential;
  if (credential === undefined) landed(lane, ({ waits }) => !!waits);
  else lift(lane, credential);
  if (turn.at !== 'asking') return;
  if (turn.version !== version) end(lane);
  else if (credential === undefined) postpone(lane, NO_CREDENTIAL);
  else prepare(lane, credential);
}

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
      const { rows, peek, marked = [] } = event;
      const isNew = event.epoch === head.epoch;
      const unanswered = rows?.filter(({ id }) => marked.includes(id) && !lane.marked.includes(id)) ?? [];
      if (rows && isNew) {
        const others = rows.filter((row) => !unanswered.includes(row));
        lane.head = cache.refill(head, others, most(lane) - unanswered.length);
      }
      // Storage that cannot be read holds nothing that could be sent now: the next beat looks again.
      if (peek || turn.at !== 'reading') return;
      if (isNew && unanswered.length) {
        letGo(lane, unanswered);
        return write(lane, 'read');
      }
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
      // It may be told again that a page goes, by which time its locks are let go of, and nothing tells who else sends.
      if (lane.gone) return;
      lane.gone = event.gone;
      return leave(lane, event.room);
    case 'returned':
      lane.gone = false;
      if (lane.marked.length) lane.effects.push(['write', [{ type: 'unmark', ids: lane.marked }], false]);
      lane.marked = [];
      return;
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
  mark(draft);
  // The draft is the next state: what it has besides is given anew each time, and to copy all but that takes longer than the rest.
  return [draft, draft.effects];
}
