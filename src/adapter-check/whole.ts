import type { PlaybackEvent } from '../events/playback-event.js';
import type { Breach } from './rules.js';
import type { Walk } from './walk.js';
import type { ViewingState } from '../viewing/state.js';

/** A recording that was walked through: what is left of it before its last event, and after. */
export interface Walked {
  readonly walk: Walk;
  readonly state: ViewingState;
  /** Before the event that closed it. */
  readonly open: ViewingState;
  readonly final: PlaybackEvent;
  /** Seconds between time updates that are too many. */
  readonly coarsest: number;
}

type Rule = (walked: Walked) => Breach | undefined;

const coarse: Rule = ({ walk: { updates }, coarsest }) =>
  updates.all >= 4 && updates.late * 2 > updates.all
    ? {
        index: updates.first,
        rule: 'coarse',
        message: `More than half of the time updates come ${coarsest} s or more after the last: seeks and pauses are wrong by that much. Send four a second, or what your player can.`
      }
    : undefined;

const still: Rule = ({ walk: { still, moved, last } }) => {
  if (moved || !still || !last || still.count < 10 || last.mono - still.since < 5000) return undefined;
  return {
    rule: 'still',
    message: `${still.count} time updates, and the position is ${still.position} in all of them: read the playhead anew for each.`
  };
};

const clock: Rule = ({ walk: { spent }, state: { played } }) =>
  played > 5 && spent < played / 100
    ? { rule: 'units', message: `${played.toFixed(0)} s were played in ${spent.toFixed(3)} s: mono is milliseconds.` }
    : undefined;

const length: Rule = ({ walk: { measured }, state: { sessions, live, duration } }) =>
  sessions > 0 && !live && !measured && duration === undefined
    ? { rule: 'duration', message: 'No durationchange says how long the media is: there are no milestones without it.' }
    : undefined;

const end: Rule = ({ open: { phase, wanted, moving, seek, ad, position, duration, live, mono }, final }) => {
  if (final.type !== 'close' || phase !== 'open' || !wanted || !moving || seek || ad || live) return undefined;
  if (duration === undefined || position < duration - 0.3 || final.mono - mono < 2000) return undefined;
  return { rule: 'ended-missing', message: 'The media came to its end, and no ended was sent: 100 % is not told.' };
};

/** What a recording as a whole can break. */
export const WHOLE_RULES: readonly Rule[] = [coarse, still, clock, length, end];
