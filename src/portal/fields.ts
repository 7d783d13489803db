import type { PortalApplication, PortalCategory, PortalEntry } from '../events/portal-event.js';
import type { Viewer } from '../events/viewer.js';

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
  readonly categoryView: { readonly category: PortalCategory };
  /** The viewer logged in; `user` should be told before. */
  readonly login: OfApplication;
  readonly entryLike: OfEntry;
  readonly entryUnlike: OfEntry;
  /** `text` is sent only with the setting `sendCommentText`. */
  readonly entryComment: OfEntry & { readonly text?: string };
  readonly entryUpload: OfEntry;
  /** `category`: the channel or gallery that it was published to. */
  readonly entryPublish: OfEntry & { readonly category?: PortalCategory };
  readonly entryUnlisted: OfEntry;
  /** Who may edit the entry from now on: an id, an e-mail address, or both. */
  readonly entryCollaborator: OfEntry & { readonly collaborator: Pick<Viewer, 'id' | 'name' | 'email'> };
  readonly captureSpaceLaunch: OfApplication;
  /** The same under its other name. */
  readonly kalturaCaptureLaunch: OfApplication;
}
