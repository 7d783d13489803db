import type { Report } from '../page/player-client.js';

type Of<T extends Report['type']> = Extract<Report, { readonly type: T }>;

/** Where a player is, as far as it told. */
export interface LastState {
  readonly length?: Of<'durationchange'>;
  readonly pace?: Of<'ratechange'>;
  readonly look?: Of<'surroundings'>;
  readonly position: number;
  readonly plays: boolean;
  readonly inAd: boolean;
}

export const NOTHING: LastState = { position: NaN, plays: false, inAd: false };

export function nextState(before: LastState, report: Report): LastState {
  const position = 'position' in report && !before.inAd ? report.position : NaN;
  const here = Number.isFinite(position) ? { ...before, position } : before;
  switch (report.type) {
    case 'durationchange':
      return { ...before, length: report };
    case 'ratechange':
      return { ...here, pace: report };
    case 'surroundings':
      return { ...here, look: report };
    case 'play':
    case 'playing':
      return { ...here, plays: true };
    case 'pause':
    case 'ended':
      return { ...here, plays: false };
    case 'adstart':
      return { ...before, inAd: true };
    case 'adend':
      return { ...before, inAd: false };
    default:
      return here;
  }
}

/** Tells another viewing where the player is. */
export function retell({ length, pace, look, position, plays, inAd }: LastState, report: (report: Report) => void): void {
  if (length) report(length);
  // Whether it sought when it said so is over.
  if (pace) report({ type: 'ratechange', rate: pace.rate, position });
  if (look) report({ type: 'surroundings', surroundings: look.surroundings, position });
  if (plays) report({ type: 'playing', position });
  if (inAd) report({ type: 'adstart' });
}
