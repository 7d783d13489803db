import type { Parcel } from '../delivery/ports.js';
import type { Encoded, Moment, OfViewing } from '../destination/destination.js';
import type { ViewingContext } from '../destination/viewing-context.js';
import type { Happening } from '../events/happening.js';
import type { Surroundings } from '../events/playback-event.js';
import type { Settings } from '../settings/settings.js';
import { whoIs } from '../settings/who-is.js';
import { stringify } from '../stringify.js';
import type { ViewingState } from '../viewing/state.js';
import { parcelsOf, type Opened } from './destinations.js';

/** What destinations are asked of viewings alone: a portal has none. */
type All<C = unknown> = readonly Opened<C>[];

/** What must not change inside a viewing: a session whose beginning nobody heard is none. */
export const fixedIn = (all: All, settings: Settings): string =>
  stringify([whoIs(settings.wording), settings.wording.anonymous, ...all.map((each) => each.fixed?.(settings))]);

/** What they say of a viewing that begins. */
export const beginOf = <C>(all: All<C>, viewing: ViewingContext, moment: Moment): readonly Encoded<C>[] =>
  all.flatMap((each) => each.begin?.(viewing, moment, each.key) ?? []);

/** What they would say of these events if the viewing ended with them. */
export const draftOf = (all: All, events: readonly OfViewing[]): readonly Parcel[] =>
  parcelsOf(all.flatMap((each) => each.draft?.(events, each.key) ?? []));

/** Something that only one of them wants to be told of, when that is due. */
export function dueOf(all: All, state: ViewingState, surroundings: Surroundings): Happening | undefined {
  for (const each of all) {
    const happening = each.due?.(state, surroundings);
    if (happening) return happening;
  }
  return undefined;
}

/** Whether one of them is told what the application says of the media that plays. */
export const collects = (all: All): boolean => all.some((each) => each.collects);
