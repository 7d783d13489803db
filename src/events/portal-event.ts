import type { Entry } from './entry.js';
import type { Viewer } from './viewer.js';

/** A media item as a portal speaks of it, where nothing of it plays. */
export type PortalEntry = Pick<Entry, 'id' | 'name' | 'description' | 'language' | 'duration'> & {
  /** Left out: `video`. */
  readonly media?: Entry['media'];
};

/** A channel, a gallery or a course. */
export interface PortalCategory {
  /** Kaltura's category id. */
  readonly id: string;
  readonly name?: string;
  /** Absolute IRI of its page: the activity's id. Left out: one is made of the site and the id. */
  readonly url?: string;
}

/** Another application than the usual one. */
export interface PortalApplication {
  /** An absolute IRI: the activity's id. */
  readonly id?: string;
  readonly name?: string;
}

/**
 * What somebody does on a site beside playing media, under the names of Kaltura's xAPI guide. `kalturaCaptureLaunch` is
 * another name of `captureSpaceLaunch`.
 */
export type PortalEvent =
  /** A gallery or channel page was opened. */
  | { readonly type: 'categoryView'; readonly category: PortalCategory }
  /** Into the site, or into another application. */
  | { readonly type: 'login'; readonly application?: PortalApplication }
  | { readonly type: 'entryLike' | 'entryUnlike' | 'entryUpload' | 'entryUnlisted'; readonly entry: PortalEntry }
  /** `text` is sent only where the site asks for it. */
  | { readonly type: 'entryComment'; readonly entry: PortalEntry; readonly text?: string }
  /** `category`: where it was published to. */
  | { readonly type: 'entryPublish'; readonly entry: PortalEntry; readonly category?: PortalCategory }
  /** Somebody was made a co-editor of the entry. */
  | { readonly type: 'entryCollaborator'; readonly entry: PortalEntry; readonly collaborator: Viewer }
  /** Kaltura Capture was started, or another application. */
  | { readonly type: 'captureSpaceLaunch'; readonly application?: PortalApplication };

export type PortalEventType = PortalEvent['type'];
