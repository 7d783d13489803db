import type { CreateDestination } from '../../destination/destination.js';
import { visitOf } from '../../destination/visit-of.js';
import type { Settings } from '../../settings/settings.js';
import { capture } from '../capture.js';
import type { PortalStatementCaptured } from '../captured.js';
import { createLrs } from '../lrs.js';
import { encodePortal, portalActor } from './encode.js';
import { portalEntryContext } from './entry-context.js';

/** Milliseconds by which a timestamp may be moved on, so that what happens in one moment stays in order. */
const MOMENT = 1000;

/** A timestamp after the last one; a clock that was corrected by more than a moment is believed. */
const inOrder = (wall: number, last: number): number => (wall <= last && last - wall < MOMENT ? last + 1 : wall);

/** The record store, told of what happens beside the media. */
export const xapiPortalDestination: CreateDestination<PortalStatementCaptured> = (ports) => {
  const { uuid, anonymousId, report } = ports;
  const lrs = createLrs(ports);
  let stamped = 0;
  /** The name of a viewer who is not known, as long as this portal lives. */
  let nobody: string | undefined;
  const nameOfNobody = ({ wording: { anonymous } }: Settings): string | undefined => {
    // The browser keeps its own name for them, until it is told to forget it.
    if (anonymous !== 'viewing') return anonymousId(anonymous);
    return (nobody ??= anonymousId(anonymous));
  };

  return {
    ...lrs,
    encode(told, lane) {
      if (told.of !== 'portal') return [];
      const { event, at } = told;
      const settings = lrs.settings();
      if (!settings) return [{ refused: 'xAPI is off' }];
      const { wording, beforeSend } = settings;
      const actor = portalActor(event, wording, nameOfNobody(settings));
      if (!actor) {
        const refused =
          event.type === 'entryCollaborator'
            ? 'collaborator: the settings allow no e-mail address here, give an id'
            : "nobody is known, and anonymous is 'skip': say who it is with user";
        return [{ refused }];
      }
      const [entryContext, problems] = portalEntryContext(event, wording);
      problems.forEach(report);
      const stamp = (wall: number): number => (stamped = inOrder(wall, stamped));
      const encodeContext = { wording, actor, entryContext, visitId: visitOf(wording, ports) };
      const statement = encodePortal(event, encodeContext, at, { id: uuid, stamp });
      return statement ? capture(statement, { lane, kind: 'interaction', at }, beforeSend, { event }) : [];
    }
  };
};
