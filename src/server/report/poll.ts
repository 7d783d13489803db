import type { Wake } from '../../delivery/ports.js';
import { adviceOn } from '../session/kaltura-advice.js';
import { KalturaApiError, type KalturaApi } from '../session/kaltura-api.js';
import { SessionError } from '../session/sessions.js';
import { askPlays, type PlayReport, type Span } from './plays.js';

export interface Poll {
  readonly api: KalturaApi;
  /** The newest KS; `refused`: one that was not taken. */
  readonly ks: (refused?: string) => Promise<string | undefined>;
  readonly entryId: string;
  readonly span?: Span;
  /** How many plays there must be. */
  readonly atLeast: number;
  /** Milliseconds in all, and between two questions. */
  readonly time: number;
  readonly every: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wake: Wake;
  readonly stop: AbortSignal;
}

/** One question and what came of it. */
export type Sight =
  | { readonly type: 'seen'; readonly report: PlayReport }
  /** Kaltura did not answer, or was busy: asked again. */
  | { readonly type: 'missed'; readonly why: string };

export type PollEnd =
  | { readonly type: 'found'; readonly report: PlayReport }
  | { readonly type: 'late'; readonly report: PlayReport | undefined }
  | { readonly type: 'stopped' }
  /** Asking again would not help. */
  | { readonly type: 'failed'; readonly why: string };

/** Waits that long, or until somebody wants the end. */
function rest(milliseconds: number, wake: Wake, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      stop.removeEventListener('abort', end);
      resolve();
    };
    const cancel = wake(milliseconds, end);
    stop.addEventListener('abort', end);
    if (stop.aborted) end();
  });
}

const isPassing = (error: unknown): boolean =>
  (error instanceof KalturaApiError || error instanceof SessionError) && /^(busy|silent)$/.test(error.failure);

const whyOf = (error: unknown): string => {
  if (error instanceof KalturaApiError) return `${error.message}. ${adviceOn(error)}`;
  return error instanceof SessionError ? error.message : 'the function for the KS failed';
};

/** One question. A KS that is refused is asked for anew, once. */
async function ask({ api, ks, entryId, now, span }: Poll): Promise<PlayReport> {
  const first = (await ks()) ?? '';
  try {
    return await askPlays(api, first, entryId, now(), span);
  } catch (error) {
    if (!(error instanceof KalturaApiError) || error.code !== 'INVALID_KS') throw error;
    const second = (await ks(first)) ?? '';
    if (second === first) throw error;
    return askPlays(api, second, entryId, now(), span);
  }
}

/** Asks Kaltura's report for the plays of an entry until there are enough of them, or time is up. */
export async function pollPlays(poll: Poll, tell: (sight: Sight, left: number) => void): Promise<PollEnd> {
  const { atLeast, time, every, now, wake, stop } = poll;
  const end = now() + time;
  let report: PlayReport | undefined;
  while (!stop.aborted) {
    try {
      report = await ask(poll);
      if (report.plays >= atLeast) return { type: 'found', report };
      tell({ type: 'seen', report }, Math.max(0, end - now()));
    } catch (error) {
      if (!isPassing(error)) return { type: 'failed', why: whyOf(error) };
      tell({ type: 'missed', why: whyOf(error) }, Math.max(0, end - now()));
    }
    const left = end - now();
    if (left <= 0) return { type: 'late', report };
    await rest(Math.min(every, left), wake, stop);
  }
  return { type: 'stopped' };
}
