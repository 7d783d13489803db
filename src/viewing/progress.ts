import { watchedEnough, threshold } from './completion.js';
import { crossed, milestones, percentAt } from './milestones.js';
import { segmentsOf } from './state.js';
import { say, SCRAP, type Turn } from './turn.js';

/** Whether the watched union makes the media complete now. Cheap to ask while it cannot be. */
function watchedNow({ draft }: Turn, duration: number): boolean {
  const needs = threshold(draft.rules, duration);
  const { open, position } = draft;
  const played = draft.played + (open ? position - open.from : 0);
  // Closing gaps cannot add more than one second each, so most time updates end here.
  if (draft.completed || played + draft.segments.length + 3 < needs) return false;
  return watchedEnough(
    {
      segments: segmentsOf(draft),
      duration,
      reachedEnd: draft.reachedEnd,
      spent: draft.spent + (open ? open.spent : 0),
      needed: draft.needed + (open ? open.needed : 0)
    },
    needs
  );
}

/**
 * Fires the milestones that natural playback from `from` to `to` crossed, in order, and finishes what is finished by
 * it. `end`: the natural end, where 100 % is due.
 */
export function progress(turn: Turn, from: number, to: number, end = false): void {
  const { draft } = turn;
  const { duration, rules, live } = draft;
  if (live || !duration) return;
  const plan = milestones(rules.beaconInterval, duration);
  const due = crossed(plan, from, to).filter((k) => !draft.fired.includes(k));
  if (end && !draft.fired.includes(plan.count)) due.push(plan.count);

  const needs = threshold(rules, duration);
  const watched = watchedNow(turn, duration);
  // The end itself is reached by coming to it, not by standing on its last frame.
  // And a scrap of scrubbing behind the threshold, which the next seek takes back, has not reached it.
  const scrap = from >= needs && draft.seek?.settled && to - draft.seek.to < SCRAP;
  const reached = end || (needs < duration - 0.0005 && to >= needs && !scrap);
  const finishes = !draft.finished && (rules.completionRule === 'watched' ? watched : reached);
  const onTheWay = rules.completionRule === 'reached' && from < needs && needs < to;
  let finishAt = finishes ? (onTheWay ? needs : to) : undefined;
  const fire = (position: number, percent: number, finished: boolean): void => {
    if (finished) {
      finishAt = undefined;
      draft.finished = true;
    }
    say(turn, { type: 'playProgress', percent, finished }, position);
  };

  for (const k of due) {
    const last = k === due[due.length - 1];
    const position = k === plan.count ? to : k * plan.every;
    // Crossed between milestones: said on its own, before the next. Not crossed (sought past, then played): whatever
    // milestone this step crossed carries it.
    if (finishAt !== undefined && finishAt < position - 0.0005) fire(finishAt, percentAt(finishAt, duration), true);
    draft.fired = [...draft.fired, k];
    const here = finishAt !== undefined && (finishAt <= position + 0.0005 || (last && !onTheWay));
    fire(position, k === plan.count ? 100 : percentAt(position, duration), here);
  }
  if (finishAt !== undefined) fire(finishAt, percentAt(finishAt, duration), true);
  if (watched) {
    draft.completed = true;
    say(turn, { type: 'completed' });
  }
}

/** The length became known or was refined: fires what this playback session had crossed already. */
export function reconsider(turn: Turn): void {
  const { draft } = turn;
  for (const [from, to] of segmentsOf(draft).slice(draft.sessionSegments)) progress(turn, from, to);
}
