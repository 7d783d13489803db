import type { Outbox } from '../../delivery/outbox.js';
import type { Wake } from '../../delivery/ports.js';
import type { Entry } from '../../events/entry.js';
import type { Instant } from '../../events/playback-event.js';
import type { Viewer } from '../../events/viewer.js';
import type { Report } from '../../schema/reader.js';
import { BadEvent } from '../reading/bad-event.js';
import { checkOptions } from './arguments.js';
import type { OpenViewing } from './collector-types.js';
import { readEntry, readRegistration, readViewer } from '../reading/read-entry.js';
import { readEvent } from '../reading/read-event.js';
import type { Before } from '../reading/read-times.js';
import { sentenceOf } from '../reading/sentence.js';
import { createLiveClock } from './viewing-clock.js';
import { openViewingSession, type CollectorContext } from './viewing-session.js';

interface Options {
  readonly id?: string;
  readonly registration?: string;
}

/** The viewings that are fed as they happen. */
export interface OpenViewings {
  /** @throws BadEvent for an entry, a viewer or a registration that is none */
  open(entry: Entry, viewer: Viewer, options?: Options): OpenViewing;
  /** All that was said so far is in the folder, or in memory where that takes nothing. */
  committed(): Promise<void>;
  closeAll(): Promise<void>;
}

/** What a reader gives. @throws BadEvent */
function sound<T>(read: (report: Report) => T | undefined): T {
  const problems: string[] = [];
  const value = read((mistake) => void problems.push(sentenceOf(mistake)));
  if (value === undefined || problems.length) throw new BadEvent(problems.join('; '));
  return value;
}

export function createOpenViewings(
  collectorContext: CollectorContext,
  { now, wake }: { readonly now: () => Instant; readonly wake: Wake }
): OpenViewings {
  const open = new Set<OpenViewing>();
  const commits = new Set<Promise<void>>();
  const track = (commit: Promise<void>): Promise<void> => {
    commits.add(commit);
    void commit.finally(() => commits.delete(commit));
    return commit;
  };
  const sink: Pick<Outbox, 'put' | 'hold'> = {
    put: (parcels, urgent, draft) =>
      track(collectorContext.outbox.put(parcels, urgent, draft).then(() => collectorContext.lanes.use(parcels))),
    hold: (parcel, reason) => track(collectorContext.outbox.hold(parcel, reason))
  };
  const committed = async (): Promise<void> => {
    await Promise.all(commits);
  };

  return {
    committed,
    open(givenEntry, givenViewer, options: Options = {}) {
      checkOptions('open', options);
      const { id = collectorContext.uuid(), registration } = options;
      const entry = sound((report) => readEntry(givenEntry, 'entry', report));
      const viewer = sound((report) => readViewer(givenViewer, 'viewer', report));
      const attempt =
        registration === undefined
          ? {}
          : { registration: sound((report) => readRegistration(registration, 'registration', report)) };
      const clock = createLiveClock(now, wake);
      const viewingSession = openViewingSession(
        collectorContext,
        { entry, viewer, ...attempt },
        clock,
        sink,
        () => undefined
      );
      let before: Before | undefined;
      let closed = false;

      function feed(event: unknown): void {
        if (closed) throw new BadEvent(`The viewing ${id} is closed: nothing comes after that.`);
        const { event: heard, at } = sound((report) => readEvent(event, 'event', before, report, now()));
        before = { ...at, path: 'the event before' };
        closed = heard.type === 'close';
        if (closed) open.delete(viewing);
        viewingSession.feed(heard);
      }

      const viewing: OpenViewing = {
        id,
        feed,
        watched: () => viewingSession.watched(),
        async close() {
          // On the clock of the viewing's own events, which need not be ours.
          const { mono, wall } = clock.now();
          if (!closed && before) {
            viewingSession.feed({
              type: 'close',
              position: NaN,
              reason: 'leaving',
              mono: Math.max(mono, before.mono),
              wall
            });
          }
          closed = true;
          open.delete(viewing);
          await committed();
        }
      };
      open.add(viewing);
      return viewing;
    },
    async closeAll() {
      await Promise.all([...open].map((viewing) => viewing.close()));
      await committed();
    }
  };
}
