import type { PortalApplication, PortalCategory, PortalEntry } from '../events/portal-event.js';
import type { Viewer } from '../events/viewer.js';

/** A channel, a gallery or a course. Kaltura's category ids are numbers. */
export type CategoryFields = Omit<PortalCategory, 'id'> & { readonly id: string | number };

/** Somebody by id, e-mail address, or both. In some portals ids are numbers. */
export type CollaboratorFields = Pick<Viewer, 'name' | 'email'> & { readonly id?: string | number };

interface OfEntry {
  /** The media item that it is about; nothing but its id is needed. */
  readonly entry: PortalEntry;
}

interface OfApplication {
  /** Left out: the usual one (the site, or Kaltura Capture). */
  readonly application?: PortalApplication;
}

/** What belongs to each event of a portal. */
export interface PortalFields {
  /** A gallery or channel page was opened. */
  readonly categoryView: { readonly category: CategoryFields };
  /** The viewer logged in; `user` should be told before. */
  readonly login: OfApplication;
  readonly entryLike: OfEntry;
  readonly entryUnlike: OfEntry;
  /** `text` is sent only with the setting `sendCommentText`. */
  readonly entryComment: OfEntry & { readonly text?: string };
  readonly entryUpload: OfEntry;
  /** `category`: the channel or gallery that it was published to. */
  readonly entryPublish: OfEntry & { readonly category?: CategoryFields };
  readonly entryUnlisted: OfEntry;
  /** Who was made a co-editor of the entry: the actor of the statement. */
  readonly entryCollaborator: OfEntry & { readonly collaborator: CollaboratorFields };
  readonly captureSpaceLaunch: OfApplication;
  /** The same under its other name. */
  readonly kalturaCaptureLaunch: OfApplication;
}
