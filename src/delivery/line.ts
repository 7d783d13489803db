import type { Credential, Lane, LaneName } from './lane.js';
import type { LaneNote } from './ports.js';

/** What is known of one lane in this page, and shared by those who work on it. Only the note outlives the page. */
export interface Line {
  readonly name: LaneName;
  lane: Lane;
  note: LaneNote;
  /** The credential at hand. */
  held: Credential | undefined;
  /** At least one among so many at the front is at fault; 0: nothing is known against anyone. */
  suspects: number;
  /** All that was read was forgotten meanwhile: nothing follows from what is answered to it. */
  forgotten: boolean;
  /** Refused one after the other, with nothing accepted in between. */
  streak: number;
}

/** The note of a lane of which there is nothing to say. */
export const FRESH: LaneNote = { attempt: 0, retryAt: 0 };

/** What stays in a note when all is well. */
export const calm = ({ uncertain, answered }: LaneNote): LaneNote =>
  uncertain || answered ? { ...FRESH, ...(uncertain && { uncertain }), ...(answered && { answered }) } : FRESH;

/** What to do next: wait so many milliseconds, or nothing (`undefined`) until something happens. */
export type Next = number | undefined;
