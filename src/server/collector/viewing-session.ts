import type { Outbox } from '../../delivery/outbox.js';
import type { OwnedOutbox } from '../../delivery/owner.js';
import type { Lane } from '../../delivery/lane.js';
import type { Parcel } from '../../delivery/ports.js';
import type { Entry } from '../../events/entry.js';
import type { PlaybackEvent } from '../../events/playback-event.js';
import type { Viewer } from '../../events/viewer.js';
import type { Anonymous, Problem, Settings } from '../../settings/settings.js';
import type { TrackerPorts } from '../../tracker/ports.js';
import type { KalturaAccount } from '../../kaltura/account.js';
import { Tracker } from '../../tracker/tracker.js';
import type { Watched } from '../../viewing/watched.js';
import type { StatementCaptured } from '../../xapi/captured.js';
import { clipLength } from '../reading/clip-length.js';
import type { Trace } from './debug.js';
import type { CollectorLanes } from './collector-lanes.js';
import type { SettingsOf } from './collector-settings.js';
import type { ViewingClock } from './viewing-clock.js';

/** What all viewings of a collector share. */
export interface CollectorContext {
  readonly outbox: OwnedOutbox;
  readonly lanes: CollectorLanes;
  readonly settingsOf: SettingsOf;
  readonly kalturaAccountOf: (settings: Settings) => KalturaAccount;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly uuid: () => string;
  readonly anonymousId: TrackerPorts['anonymousId'];
  report(problem: Problem): void;
  readonly trace: Trace;
}

/** Where a viewing's parcels go. */
export type Sink = Pick<Outbox, 'put' | 'hold'>;

/** One viewing, with a tracker and a clock of its own. */
export interface ViewingSession {
  feed(event: PlaybackEvent): void;
  watched(): Watched | undefined;
}

/**
 * Opens a session of its own: the viewing begins with its first event, at the time of that.
 * @param drafts whether its end is drafted on the way
 */
export function openViewingSession(
  collectorContext: CollectorContext,
  { entry, viewer, registration }: { readonly entry: Entry; readonly viewer: Viewer; readonly registration?: string },
  clock: ViewingClock,
  sink: Sink,
  said: (captured: StatementCaptured) => void,
  drafts = true
): ViewingSession {
  const settings = collectorContext.settingsOf(viewer);
  const { id: viewerId = '' } = settings.wording.viewer;
  // A recording may be older than anything that waits may become: its age counts from here.
  const here = (parcel: Parcel): Parcel => ({ ...parcel, at: collectorContext.now() });
  const outbox: Outbox = {
    ...collectorContext.outbox,
    open: (lane: Lane) => collectorContext.lanes.route(lane, viewerId),
    put: (parcels, urgent, draft) =>
      sink.put(parcels.map(here), urgent, draft && { ...draft, parcels: draft.parcels.map(here) }),
    hold: (parcel, reason) => sink.hold(here(parcel), reason),
    // The folder's room and its lanes are the collector's to look after.
    limit: () => undefined,
    adopt: () => undefined
  };
  const { uuid, anonymousId } = collectorContext;
  // Nothing tells where a visit ends on a server: each viewing is one of its own.
  const visit = uuid();
  let begun = false;
  const tracker = new Tracker(
    { outbox, now: clock.now, wake: clock.wake, uuid, visit: () => visit, anonymousId, drafts },
    {
      statement: (captured) => {
        collectorContext.trace('xapi_statement', captured);
        said(captured);
      },
      problem: (problem) => collectorContext.report(problem)
    },
    () => collectorContext.kalturaAccountOf(settings)
  );

  function begin({ mono, wall }: PlaybackEvent): void {
    begun = true;
    tracker.configure(settings);
    tracker.open(entry, registration);
    const duration = clipLength(entry);
    if (duration !== undefined) tracker.feed({ type: 'durationchange', duration, mono, wall });
  }

  return {
    feed(event) {
      clock.come(event);
      if (!begun) begin(event);
      tracker.feed(event);
    },
    watched: () => tracker.watched()
  };
}

/** The name of somebody unknown: one a viewing, or one that the folder keeps, as a browser would. */
export const anonymousIds =
  (uuid: () => string, kept: string): ((kind: Anonymous) => string | undefined) =>
  (kind) =>
    kind === 'skip' ? undefined : kind === 'browser' ? kept : uuid();
