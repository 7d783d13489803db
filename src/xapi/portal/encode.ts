import type { PortalApplication, PortalEvent } from '../../events/portal-event.js';
import type { Wording } from '../../settings/settings.js';
import { activity, categoryActivity, entryActivity, siteName } from '../activity.js';
import { actorOf, personOf } from '../actor.js';
import { asEntry, type EntryContext } from '../../destination/entry-context.js';
import { siteContext, type StatementContext } from '../context.js';
import type { EncodePorts } from '../encode.js';
import { AS, K } from '../iri.js';
import { PORTAL } from './verbs.js';
import type { Activity, Actor, Statement } from '../statement.js';

/** Kaltura's products have IRIs of this form (xAPI guide, sample); nobody has published the one of Kaltura Capture. */
const CAPTURE = { id: 'http://tincan-definitions.kaltura.com/products/capture/1', name: 'Kaltura Capture' };

/** What the encoder needs to know besides the event itself. */
export interface PortalContext extends StatementContext {
  /** Of `portalActor`. */
  readonly actor: Actor;
  /** Of `portalEntryContext`. */
  readonly entryContext: EntryContext;
}

/**
 * Who did it: the viewer. Of a new co-editor it is they: "User is made a co-editor of an Entry" (xAPI guide), and the
 * guide's "User" is the actor of each of its events. Undefined where there is no identity that the settings allow.
 * @param anonymousId names a viewer who is not known
 */
export const portalActor = (
  event: PortalEvent,
  wording: Wording,
  anonymousId: string | undefined
): Actor | undefined =>
  event.type === 'entryCollaborator' ? personOf(event.collaborator, wording) : actorOf(wording, anonymousId);

/** A name that is given for another application is not that of the usual one. */
function applicationOf(
  given: PortalApplication = {},
  usual: PortalApplication & { id: string },
  wording: Wording
): Activity {
  const name = given.name ?? (given.id ? undefined : usual.name);
  return activity(given.id ?? usual.id, AS + 'application', siteName(wording, name));
}

function objectOf(event: PortalEvent, { wording, entryContext }: PortalContext): Activity {
  const { site, applicationName } = wording;
  switch (event.type) {
    case 'categoryView':
      return categoryActivity(event.category, wording);
    case 'login': {
      const name = site.name ?? applicationName;
      return applicationOf(event.application, { id: site.homePage, ...(name && { name }) }, wording);
    }
    case 'captureSpaceLaunch':
      return applicationOf(event.application, CAPTURE, wording);
    default:
      return entryActivity({ wording, entryContext, entry: asEntry(event.entry) }, event.entry.duration, false);
  }
}

/**
 * A portal's event as a statement, or nothing where the site switched that event off. It has no registration and no
 * session: nothing plays. The Video Profile has no words for it, so these are Kaltura's whatever the vocabulary.
 * @param at when it happened, milliseconds since 1970
 * @see the user's xAPI analytics guide
 */
export function encodePortal(
  event: PortalEvent,
  encodeContext: PortalContext,
  at: number,
  { id, stamp }: EncodePorts
): Statement | undefined {
  const { wording, actor } = encodeContext;
  const { type } = event;
  if (!wording.events[type]) return undefined;
  const text = type === 'entryComment' && wording.sendCommentText ? event.text : undefined;
  const addedBy = type === 'entryCollaborator' ? personOf(wording.viewer, wording) : undefined;
  return {
    id: id(),
    actor,
    verb: wording.verbs[type] ?? PORTAL[type],
    object: objectOf(event, encodeContext),
    result: text ? { response: text } : undefined,
    context: siteContext(encodeContext, addedBy ? { [K + 'addedBy']: addedBy } : {}),
    timestamp: new Date(stamp(at)).toISOString()
  };
}
