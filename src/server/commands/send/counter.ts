import { createHash } from 'node:crypto';
import { createOutbox, type Outbox } from '../../../delivery/outbox.js';
import type { Send } from '../../../delivery/ports.js';
import type { PortalEvent } from '../../../events/portal-event.js';
import type { Anonymous, Settings } from '../../../settings/settings.js';
import { Desk, type DeskListener } from '../../../tracker/desk.js';
import type { Premises } from '../../../tracker/premises.js';
import { openFileStore } from '../../folder/open-file-store.js';
import { createLocks } from '../../ports/locks.js';
import { nodePorts } from '../../ports/node-ports.js';
import { StorageError, wordsOf } from '../storage-error.js';
import type { What } from './what.js';

/** Where single events are handed in: a desk, and the folder behind it. */
export interface Counter {
  readonly outbox: Outbox;
  /** Resolves once it is committed; gives in one sentence why it was not taken. */
  take(what: What): Promise<string | undefined>;
  close(): Promise<void>;
}

export interface CounterNeeds {
  readonly directory: string;
  readonly settings: Settings;
  readonly premises: Premises;
  readonly listener: DeskListener;
  /** Absent: Node's own. */
  readonly send?: Send | undefined;
}

/** The event as the desk wants it: another person's address must be hashed before. */
function prepared(event: PortalEvent, { wording: { hashEmail } }: Settings): PortalEvent {
  if (!hashEmail || event.type !== 'entryCollaborator' || event.collaborator.email === undefined) return event;
  const emailSha1 = createHash('sha1').update(`mailto:${event.collaborator.email}`).digest('hex');
  return { ...event, collaborator: { ...event.collaborator, emailSha1 } };
}

/** @throws StorageError where the folder cannot be used */
export async function openCounter({ directory, settings, premises, listener, send }: CounterNeeds): Promise<Counter> {
  const store = await openFileStore(directory).catch((error: unknown) => {
    throw new StorageError(wordsOf(error));
  });
  const node = nodePorts();
  const { wake, random, uuid, now } = node;
  const visit = uuid();
  const outbox = createOutbox({
    store,
    send: send ?? node.send,
    locks: createLocks(),
    wake,
    random,
    now: () => now().wall
  });
  const writing: Promise<void>[] = [];
  const noting = (work: Promise<void>): Promise<void> => (writing.push(work), work);
  const followed: Outbox = {
    ...outbox,
    put: (parcels, urgent, draft) => noting(outbox.put(parcels, urgent, draft)),
    hold: (parcel, reason) => noting(outbox.hold(parcel, reason))
  };
  const anonymousId = (kind: Anonymous): string | undefined => (kind === 'skip' ? undefined : uuid());
  const desk = new Desk({ outbox: followed, now, uuid, visit: () => visit, anonymousId }, listener, () => premises);
  desk.configure(settings);
  return {
    outbox,
    async take(what) {
      const refusal =
        what.type === 'portal' ? desk.say(prepared(what.event, settings)) : desk.track(what.of, { ...what.fields });
      if (refusal !== undefined) return refusal;
      if (!writing.length) return 'the settings switch this event off';
      await Promise.all(writing);
      // What the folder does not take is held by memory, which ends with this process.
      const { durable } = await outbox.status();
      if (!durable) throw new StorageError(`The folder ${directory} did not take it: no space, or no permission.`);
      return undefined;
    },
    async close() {
      desk.stop();
      outbox.close();
      await store.close();
    }
  };
}
