import { createHash } from 'node:crypto';
import { createOutbox, type Outbox } from '../../../delivery/outbox.js';
import type { PortalEvent } from '../../../events/portal-event.js';
import { isText } from '../../../schema/kinds.js';
import type { Anonymous, Settings } from '../../../settings/settings.js';
import { PortalTracker, type PortalTrackerListener } from '../../../tracker/portal-tracker.js';
import type { KalturaAccount } from '../../../kaltura/account.js';
import { serverLane, withSession } from '../../collector/collector-lanes.js';
import { damageMessage, type Damage } from '../../folder/damage.js';
import { openFileStore } from '../../folder/open-file-store.js';
import { roomOf } from '../../folder/file-store.js';
import { createLocks } from '../../ports/locks.js';
import type { CollectorPorts } from '../../ports/node-ports.js';
import { createSendGate } from '../../ports/send-gate.js';
import { settle, type SettleOptions } from '../../ports/settle.js';
import { StorageError, wordsOf } from '../storage-error.js';
import type { What } from './what.js';

/** Where single events are handed in: a portal tracker, and the folder behind it. */
export interface EventSender {
  readonly outbox: Outbox;
  /** The part of the folder that is free, from 0 to 1. */
  room(): number;
  /** Resolves once it is committed; gives in one sentence why it was not taken. */
  take(what: What): Promise<string | undefined>;
  /** As the collector has it. */
  failure(): Error | undefined;
  /** As the collector does it. */
  settle(options: SettleOptions): Promise<void>;
  close(): Promise<void>;
}

export interface EventSenderNeeds {
  readonly directory: string;
  readonly settings: Settings;
  readonly kalturaAccount: KalturaAccount;
  readonly listener: PortalTrackerListener;
  readonly ports: CollectorPorts;
  /** Each viewer has a session of their own. */
  readonly hasSessions: boolean;
}

/** The event as the portal tracker wants it: another person's address must be hashed before. */
function prepared(event: PortalEvent, { wording: { hashEmail } }: Settings): PortalEvent {
  if (!hashEmail || event.type !== 'entryCollaborator' || event.collaborator.email === undefined) return event;
  const emailSha1 = createHash('sha1').update(`mailto:${event.collaborator.email}`).digest('hex');
  return { ...event, collaborator: { ...event.collaborator, emailSha1 } };
}

/** Where pages and buttons belong unless they say so themselves. What depends on an entry is unknown here. */
function placed({ wording: { playbackContext, category } }: Settings): Readonly<Record<string, string>> {
  const [context] = [playbackContext, typeof category === 'object' ? category.id : undefined].filter(isText);
  return context === undefined ? {} : { playbackContext: context };
}

/** @throws StorageError where the folder cannot be used */
export async function openEventSender(needs: EventSenderNeeds): Promise<EventSender> {
  const { directory, settings, kalturaAccount, listener, ports, hasSessions } = needs;
  const tellDamage = (damage: Damage): void =>
    listener.problem({
      level: 'error',
      code: 'damaged',
      path: 'directory',
      message: damageMessage(directory, damage)
    });
  const store = await openFileStore(directory, tellDamage).catch((error: unknown) => {
    throw new StorageError(wordsOf(error));
  });
  const { send, hangUp, wake, random, uuid, now } = ports;
  const visit = uuid();
  const wall = (): number => now().wall;
  // A person's one event needs no limit.
  const gate = createSendGate(Infinity, send, wall);
  const outbox = createOutbox({
    store,
    salt: store.salt,
    send: gate.send,
    locks: createLocks(),
    wake,
    random,
    now: wall,
    mono: () => now().mono
  });
  const writing: Promise<void>[] = [];
  const noting = (work: Promise<void>): Promise<void> => (writing.push(work), work);
  const followed: Outbox = {
    ...outbox,
    // As the collector does it, so that what waits is sent by it in the session of the same viewer.
    open: (lane) => outbox.open(withSession(serverLane(lane, settings.wording.viewer.id ?? '', hasSessions), settings)),
    // What earlier runs have left is the collector's to look after, which knows whose it is.
    adopt: () => undefined,
    put: (parcels, urgent, draft) => noting(outbox.put(parcels, urgent, draft)),
    hold: (parcel, reason) => noting(outbox.hold(parcel, reason))
  };
  const anonymousId = (kind: Anonymous): string | undefined => (kind === 'skip' ? undefined : uuid());
  const portalTracker = new PortalTracker(
    { outbox: followed, now, uuid, visit: () => visit, anonymousId },
    listener,
    () => kalturaAccount
  );
  portalTracker.configure(settings);
  return {
    outbox,
    room: () => roomOf(store, settings.outbox),
    async take(what) {
      const refusal =
        what.type === 'portal'
          ? portalTracker.say(prepared(what.event, settings))
          : portalTracker.track(what.of, { ...placed(settings), ...what.fields });
      if (refusal !== undefined) return refusal;
      if (!writing.length) return 'the settings switch this event off';
      await Promise.all(writing);
      // What the folder does not take is held by memory, which ends with this process.
      const { durable } = await outbox.status();
      if (!durable) throw new StorageError(`The folder ${directory} did not take it: no space, or no permission.`);
      return undefined;
    },
    failure: () => store.failure(),
    async settle(options) {
      outbox.close();
      gate.shut();
      await settle(gate, options, () => outbox.flush(), wake, wall);
    },
    async close() {
      portalTracker.stop();
      outbox.close();
      hangUp?.();
      // What was on its way comes to its end.
      await outbox.flush();
      await store.close();
    }
  };
}
