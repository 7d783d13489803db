import type { Happening } from '../../../src/events/happening.js';
import type { PlaybackEvent } from '../../../src/events/playback-event.js';
import type { ViewingEvent } from '../../../src/events/viewing-event.js';
import type { StatsContext } from '../../../src/stats/context.js';
import { NO_STATS, openStats, tellStats, type StatsSession } from '../../../src/stats/session.js';
import type { StatsEvent } from '../../../src/stats/event.js';
import { unwatched, type ViewingState } from '../../../src/viewing/state.js';
import { view, wakeAt } from '../../../src/viewing/viewing.js';
import { RULES } from '../viewing/script.js';

export const NOON = Date.UTC(2026, 0, 1, 12);

const PLACE = {
  partnerId: 1234,
  entryId: '0_abc12345',
  uiconfId: 42,
  referrer: 'https://site.example/page',
  widgetId: '_1234'
};

/** Session ids that a reader can tell apart: the nth of a plugin. */
export const sessionId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const encodeContext = (n = 1): StatsContext => ({ ...PLACE, sessionId: sessionId(n) });

type Bare<E> = E extends ViewingEvent ? Omit<E, 'at' | 'position' | 'duration' | 'evidence'> : never;

/** A viewing event at noon and `at` seconds, at this position of 100 s. */
export function said(event: Bare<ViewingEvent>, at = 0, position = at): ViewingEvent {
  return { ...event, at: NOON + at * 1000, position, duration: 100, evidence: { segments: [], played: 0, spent: 0 } };
}

export const happened = (happening: Happening, at = 0): ViewingEvent => said({ type: 'happening', happening }, at);

/** A first viewing that has begun and shows its first frame. */
export const BEGUN: readonly ViewingEvent[] = [
  happened({ name: 'loaded' }),
  said({ type: 'started', replay: false }),
  said({ type: 'play' })
];

/** A plugin, as far as stats go: each replay brings a new session id, and so does each viewing. */
export class Told {
  public session: StatsSession = NO_STATS;
  public readonly events: StatsEvent[] = [];
  private sessions = 0;

  public open(at = 0): this {
    this.sessions++;
    return this.keep(openStats(this.session, said({ type: 'play' }, at, 0), encodeContext(this.sessions)));
  }

  public hear(...events: readonly ViewingEvent[]): this {
    for (const event of events) {
      if (event.type === 'started' && event.replay) this.sessions++;
      this.keep(tellStats(this.session, event, encodeContext(this.sessions)));
    }
    return this;
  }

  public get types(): readonly number[] {
    return this.events.map(({ eventType }) => eventType);
  }

  private keep([session, events]: readonly [StatsSession, readonly StatsEvent[]]): this {
    this.session = session;
    this.events.push(...events);
    return this;
  }
}

type Report = PlaybackEvent extends infer E ? (E extends PlaybackEvent ? Omit<E, 'mono' | 'wall'> : never) : never;

/** What a viewing of 100 s says, in its order, about what a player reports at so many seconds of the clock. */
export function watch(reports: readonly (readonly [number, Report])[]): readonly ViewingEvent[] {
  let state: ViewingState = unwatched(RULES, false, 100);
  const take = (mono: number, report: Report): readonly ViewingEvent[] => {
    const [next, events] = view(state, { ...report, mono, wall: NOON + mono });
    state = next;
    return events;
  };
  return reports.flatMap(([at, report]) => {
    const due = wakeAt(state) ?? Infinity;
    const ticked = due <= at * 1000 ? take(due, { type: 'tick' }) : [];
    return [...ticked, ...take(at * 1000, report)];
  });
}
