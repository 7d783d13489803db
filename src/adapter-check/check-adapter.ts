import type { PlaybackEvent } from '../events/playback-event.js';
import type { ViewingRules } from '../events/viewing-rules.js';
import { fieldFault, timeFault } from './event-faults.js';
import { alwaysSeeking, inAdvertisement, notPlaying, STEP_RULES, type Breach } from './rules.js';
import { positionIn, START, walk, type Step, type Walk } from './walk.js';
import { WHOLE_RULES } from './whole.js';
import { readReport } from '../viewing/read-report.js';
import { unwatched, type ViewingState } from '../viewing/state.js';
import { view } from '../viewing/viewing.js';

/** A rule that a recorded list of playback events breaks (docs/adapters.md has the rules). */
export interface AdapterFault {
  /** Of the event, in the list; of the last one where the whole list is meant. */
  readonly index: number;
  readonly rule: string;
  /** What is wrong there, and what to send instead. */
  readonly message: string;
}

export interface CheckOptions {
  /** Left out: `vod`. Live has no length and no end. */
  readonly kind?: 'vod' | 'live';
  /** Length in seconds where the entry says it, and the player need not. */
  readonly duration?: number;
  /** False: the recording was cut off, and need not end with `close`. */
  readonly whole?: boolean;
  /** Seconds between two time updates that are too many. Left out: 2. */
  readonly coarsest?: number;
}

/** They decide what is told, and never what a player must report. */
const RULES: ViewingRules = {
  beaconInterval: 'quarters',
  videoEndPercent: 100,
  videoEndSeconds: 0,
  completionRule: 'reached'
};

/** Engines let a time update that was due slip in just before `seeking`, with the target already. */
function isAnnouncedNext(event: PlaybackEvent, next: readonly unknown[]): boolean {
  const position = positionIn(event) ?? NaN;
  return next.some((given) => {
    const { type, position: target, mono } = Object(given) as Readonly<Record<string, unknown>>;
    return type === 'seeking' && Math.abs(Number(target) - position) < 0.5 && Number(mono) - event.mono < 500;
  });
}

/**
 * Checks what an adapter reported of one viewing, from the first event to `close`, by the very fold that it is meant for.
 * An empty answer: nothing was found. The content itself is never changed, and nothing is thrown.
 */
export function checkAdapter(events: readonly unknown[], options: CheckOptions = {}): readonly AdapterFault[] {
  if (!Array.isArray(events)) return [{ index: 0, rule: 'shape', message: 'A recording must be a list of events.' }];
  const { kind = 'vod', duration, whole = true, coarsest = 2 } = options;
  const faults: AdapterFault[] = [];
  const fault = (index: number, breach: Breach | undefined): void => {
    if (breach) faults.push({ index: breach.index ?? index, rule: breach.rule, message: breach.message });
  };

  let state = unwatched(RULES, kind === 'live', duration);
  let open: ViewingState = state;
  let memory: Walk = START;
  let final: PlaybackEvent | undefined;
  for (const [index, given] of events.entries()) {
    if (state.phase === 'closed') {
      fault(index, { rule: 'after-close', message: 'The viewing was closed: nothing after it counts.' });
      break;
    }
    const read = readReport(given);
    const wrong = 'event' in read ? timeFault(read.event) : fieldFault(read);
    fault(index, wrong);
    if (!('event' in read) || wrong) continue;
    const { event } = read;
    const elapsed = final ? (event.mono - final.mono) / 1000 : 0;
    if (elapsed < 0)
      fault(index, { rule: 'time', message: `mono goes back by ${-elapsed} s: use a clock that never does.` });
    const [after, said] = view(state, event);
    const step: Step = { index, event, before: state, after, said, elapsed };
    for (const rule of STEP_RULES) {
      const breach = rule(step, memory);
      if (breach?.rule !== 'seek-unannounced' || !isAnnouncedNext(event, events.slice(index + 1, index + 9)))
        fault(index, breach);
    }
    const next = walk(memory, step, coarsest);
    fault(index, notPlaying(step, memory, next));
    fault(index, alwaysSeeking(memory, next));
    fault(index, inAdvertisement(step, memory, next));
    open = state;
    [state, memory, final] = [after, next, event];
  }
  const last = Math.max(events.length - 1, 0);
  if (final) for (const rule of WHOLE_RULES) fault(last, rule({ walk: memory, state, open, final, coarsest }));
  if (whole && state.phase !== 'closed')
    fault(last, {
      rule: 'no-close',
      message: 'The last event must be close: what still waits to be told is told then.'
    });
  return faults.sort((a, b) => a.index - b.index);
}
