import { isNatural, positionIn, type Step, type Walk } from './walk.js';

/** What is wrong, and where if that is not here. */
export interface Breach {
  readonly rule: string;
  readonly message: string;
  readonly index?: number;
}

type Rule = (step: Step, walk: Walk) => Breach | undefined;

/** Seconds that engines are out by at the end of media. */
const END = 1;
/** Seconds that a playhead may move on by itself before it counts. */
const CREEP = 1;
/** The same in reports that say that the player seeks: a hand on the seek bar may be as fast as playback. */
const ADRIFT = 5;
/** The same in an advertisement. */
const IN_AD = 2;

const seconds = (value: number): string => `${Math.round(value * 100) / 100} s`;

const beyond: Rule = ({ event, before }) => {
  const position = positionIn(event);
  const { duration, ad, live } = before;
  if (position === undefined || ad || live || duration === undefined || position <= duration + END) return undefined;
  return {
    rule: 'position',
    message: `${event.type} at ${seconds(position)} lies behind the end at ${seconds(duration)}. Are both in seconds, on one time line?`
  };
};

/** A seek that the fold took, and nobody announced. */
function isJump({ event, before, after, said }: Step): boolean {
  if (event.type === 'seeking' || (before.seek && !before.seek.settled)) return false;
  const settled = after.seek?.settled;
  const told = said.filter(({ type }) => type === 'seek').length;
  return (settled !== undefined && settled !== before.seek?.settled) || told > (before.seek ? 1 : 0);
}

const jump: Rule = (step, { last }) => {
  if (!isJump(step)) return undefined;
  const { event, before } = step;
  const position = positionIn(event) ?? NaN;
  const hop = position - before.position;
  const elapsed = (event.mono - (last?.mono ?? before.mono)) / 1000;
  const from = `from ${seconds(before.position)} to ${seconds(position)}`;
  if (event.type === 'seeked') return { rule: 'seeked-alone', message: `seeked ${from}, and no seeking before it.` };
  // It is told once it has gone on for a while.
  if (!before.wanted && isNatural(hop, before.rate, elapsed)) return undefined;
  const pace = hop / elapsed / before.rate;
  if (before.wanted && elapsed > 0.05 && pace > 300 && pace < 3000)
    return {
      rule: 'units',
      message: `${event.type} ${from} in ${seconds(elapsed)}: positions are seconds, not milliseconds.`
    };
  return {
    rule: 'seek-unannounced',
    message: `${event.type} jumps ${from} in ${seconds(elapsed)}: send seeking, with the target, and seeked.`
  };
};

const target: Rule = ({ event, before }, { seeking }) => {
  if (event.type !== 'seeked' || !seeking || before.phase !== 'open') return undefined;
  const position = positionIn(event) ?? seeking.target;
  if (Math.abs(seeking.target - seeking.from) >= 0.5 || Math.abs(position - seeking.target) < 1.5) return undefined;
  return {
    index: seeking.index,
    rule: 'seeking-target',
    message: `seeking says ${seconds(seeking.target)}, where the playhead was, and the seek went to ${seconds(position)}: say the target.`
  };
};

const length: Rule = ({ event, before, after }) => {
  if (event.type !== 'durationchange' || before.duration !== undefined || before.phase !== 'open') return undefined;
  if (!after.duration || before.position <= after.duration / 4) return undefined;
  return {
    rule: 'duration',
    message: `The length comes when ${seconds(before.position)} of ${seconds(after.duration)} have played: the first quarter was told too late.`
  };
};

const end: Rule = ({ event, before }) => {
  const { duration, live, ad, phase } = before;
  const position = positionIn(event);
  if (event.type !== 'ended' || live || ad || phase !== 'open' || !duration || position === undefined) return undefined;
  if (position >= duration - END) return undefined;
  return {
    rule: 'ended-early',
    message: `ended at ${seconds(position)}, and the end is at ${seconds(duration)}. Is the length in seconds?`
  };
};

const pauseAtEnd: Rule = ({ event, before }, { act }) => {
  if (event.type !== 'ended' || before.ad || act?.event.type !== 'pause' || act.event.ended) return undefined;
  const { position, mono } = act.event;
  if (event.mono - mono > 500 || !before.duration || position < before.duration - END) return undefined;
  return {
    index: act.index,
    rule: 'pause-at-end',
    message: 'The pause that an engine makes at the end is none of the viewer: say ended: true.'
  };
};

/** What one event can break, given those before it. */
export const STEP_RULES: readonly Rule[] = [beyond, jump, target, length, end, pauseAtEnd];

/** The playhead moves on by itself although nothing plays: said once it is sure. */
export function notPlaying({ event }: Step, before: Walk, after: Walk): Breach | undefined {
  if (event.type !== 'timeupdate' || before.creep >= CREEP || after.creep < CREEP) return undefined;
  const { act } = before;
  const since = act ? `since ${act.event.type} (event ${act.index})` : 'from the beginning';
  return {
    rule: 'not-playing',
    message: `The playhead moves on, and no play or playing was sent ${since}: nothing of it counts.`
  };
}

/** The playhead moves on at the pace of playing, and every report says that the player seeks. */
export function alwaysSeeking(before: Walk, after: Walk): Breach | undefined {
  if (before.adrift >= ADRIFT || after.adrift < ADRIFT) return undefined;
  return {
    rule: 'seeking-stuck',
    message: 'The playhead moves on as if it played, and every report says seeking: true: nothing of it counts.'
  };
}

/** The content plays on although an advertisement shows. */
export function inAdvertisement({ before: { position } }: Step, before: Walk, after: Walk): Breach | undefined {
  if ((before.inAd ?? Infinity) >= position + IN_AD || (after.inAd ?? -Infinity) < position + IN_AD) return undefined;
  return {
    rule: 'ad',
    message: `The content plays on in the advertisement that began at event ${after.adAt}: nothing of it counts until adend.`
  };
}
