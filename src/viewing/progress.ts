import type { PlayReached } from '../events/viewing-event.js';
import { watchedEnough, threshold } from './completion.js';
import { crossed, milestones, percentAt } from './milestones.js';
import { openSegment } from './state.js';
import { uncovered } from './segments.js';
import { flush, mention, say, type Turn } from './turn.js';

/** Whether the watched union makes the media complete now. Cheap to ask while it cannot be. */
function watchedNow(turn: Turn, duration: number): boolean {
  const needs = threshold(turn.rules, duration);
  const { open, union } = turn;
  const last = openSegment(turn);
  if (turn.completed) return false;
  // Closing gaps cannot add more than one second each, so most time updates end here, without a look at each piece.
  const least = needs - turn.unionLength - union.length - 3;
  if (last ? last[1] - last[0] < least || uncovered(union, last) < least : least > 0) return false;
  // All of it is watched at the natural end, not on the last frame before it.
  if (needs > duration - 0.0005 && !turn.reachedEnd) return false;
  return watchedEnough(
    {
      segments: last ? [...union, last] : union,
      duration,
      reachedEnd: turn.reachedEnd,
      spent: turn.spent + (open ? open.spent : 0),
      needed: turn.needed + (open ? open.needed : 0)
    },
    needs
  );
}

/** Quartiles are crossed by the very rule of the milestones at them. */
function reach(turn: Turn, from: number, to: number, duration: number, end: boolean): void {
  const quarters = crossed({ every: duration / 4, count: 4 }, from, to).map((k) => k * 25);
  const ninety = crossed({ every: duration / 10, count: 10 }, from, to).includes(9) ? [90] : [];
  for (const percent of [...quarters, ...ninety, ...(end ? [100] : [])] as PlayReached[]) {
    if (turn.playReached.includes(percent)) continue;
    turn.playReached = [...turn.playReached, percent];
    // A seek that settled comes before what was reached behind it.
    flush(turn);
    mention(turn, { type: 'playReached', percent }, percent === 100 ? to : (percent / 100) * duration);
  }
}

/**
 * Fires the milestones that natural playback from `from` to `to` crossed, in order, and finishes what is finished by
 * it. `end`: the natural end, where 100 % is due. `scrap`: less was played than shows that the viewer stays here.
 */
export function progress(turn: Turn, from: number, to: number, end = false, scrap = false): void {
  const { duration, rules, live } = turn;
  if (live || !duration) return;
  reach(turn, from, to, duration, end);
  const plan = milestones(rules.beaconInterval, duration);
  const due = crossed(plan, from, to).filter((k) => !turn.fired.includes(k));
  if (end && !turn.fired.includes(plan.count)) due.push(plan.count);

  const needs = threshold(rules, duration);
  const watched = watchedNow(turn, duration);
  // The end itself is reached by coming to it, not by standing on its last frame.
  const reached = end || (needs < duration - 0.0005 && to >= needs && !(scrap && from >= needs));
  const finishes = !turn.finished && (rules.completionRule === 'watched' ? watched : reached);
  const onTheWay = rules.completionRule === 'reached' && from < needs && needs < to;
  let finishAt = finishes ? (onTheWay ? needs : to) : undefined;
  const fire = (position: number, percent: number, finished: boolean): void => {
    if (finished) {
      finishAt = undefined;
      turn.finished = true;
    }
    say(turn, { type: 'playProgress', percent, finished }, position);
  };

  for (const k of due) {
    const last = k === due[due.length - 1];
    const position = k === plan.count ? to : k * plan.every;
    // Crossed between milestones: said on its own, before the next. Not crossed (sought past, then played): whatever
    // milestone this step crossed carries it.
    if (finishAt !== undefined && finishAt < position - 0.0005) fire(finishAt, percentAt(finishAt, duration), true);
    turn.fired = [...turn.fired, k];
    const here = finishAt !== undefined && (finishAt <= position + 0.0005 || (last && !onTheWay));
    fire(position, k === plan.count ? 100 : percentAt(position, duration), here);
  }
  if (finishAt !== undefined) fire(finishAt, percentAt(finishAt, duration), true);
  if (watched) {
    turn.completed = true;
    say(turn, { type: 'completed' });
  }
}

/** The length became known or was refined: fires what this playback session had crossed already. */
export function reconsider(turn: Turn): void {
  const { open, sessionUnion, unjudged, position } = turn;
  for (const [from, to] of sessionUnion) progress(turn, from, to);
  // What the next seek may take back is not judged yet.
  if (open && (unjudged ?? position) > open.from) progress(turn, open.from, unjudged ?? position);
}
