import type { PortalEventType } from '../../events/portal-event.js';
import type { Verb } from '../../settings/settings.js';
import { ADL, AS, TC } from '../iri.js';
import { verb } from '../verbs.js';

/**
 * What happens on a site beside playing media: Kaltura's guide names the events, and these are the registered verbs that
 * fit best. Every one can be replaced by the setting `verbs`.
 */
export const PORTAL: Readonly<Record<PortalEventType, Verb>> = {
  categoryView: verb(TC + 'verb/viewed', 'viewed'),
  login: verb('https://w3id.org/xapi/adl/verbs/logged-in', 'logged in'),
  entryLike: verb(AS + 'like', 'liked'),
  entryUnlike: verb(AS + 'unlike', 'unliked'),
  entryComment: verb(ADL + 'commented', 'commented'),
  entryUpload: verb(AS + 'create', 'created'),
  entryPublish: verb(AS + 'share', 'shared'),
  entryUnlisted: verb(AS + 'unshare', 'unshared'),
  // The co-editor is the actor: see portalActor.
  entryCollaborator: verb(AS + 'join', 'joined as co-editor'),
  captureSpaceLaunch: verb(ADL + 'launched', 'launched')
};
