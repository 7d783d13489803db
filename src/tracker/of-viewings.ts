import type { Parcel } from '../delivery/ports.js';
import type { Moment, OfViewing } from '../destination/destination.js';
import type { ViewingContext } from '../destination/viewing-context.js';
import type { Happening } from '../events/happening.js';
import type { Surroundings } from '../events/playback-event.js';
import type { Settings } from '../settings/settings.js';
import { whoIs } from '../settings/who-is.js';
import { stringify } from '../stringify.js';
import type { ViewingState } from '../viewing/state.js';
import { addressed, type Opened } from './destinations.js';

/** What destinations are asked of viewings alone: a portal has none. */
type All = readonly Opened<unknown>[];

/** What must not change inside a viewing: a session whose beginning nobody heard is none. */
export const fixedIn = (all: All, settings: Settings): string =>
  stringify([
    whoIs(settings.wording),
    settings.wording.anonymous,
    ...all.map(({ destination }) => destination.fixed?.(settings))
  ]);

/** What they say of a viewing that begins. */
export const beginOf = (all: All, viewing: ViewingContext, moment: Moment): readonly Parcel[] =>
  all.flatMap((opened) => addressed(opened, opened.destination.begin?.(viewing, moment)));

/** What they would say of these events if the viewing ended with them. */
export const draftOf = (all: All, events: readonly OfViewing[]): readonly Parcel[] =>
  all.flatMap((opened) => addressed(opened, opened.destination.draft?.(events)));

/** Something that only one of them wants to be told of, when that is due. */
export function dueOf(all: All, state: ViewingState, surroundings: Surroundings): Happening | undefined {
  for (const { destination } of all) {
    const happening = destination.due?.(state, surroundings);
    if (happening) return happening;
  }
  return undefined;
}

/** Whether one of them is told what the application says of the media that plays. */
export const collects = (all: All): boolean => all.some(({ destination }) => destination.collects);
