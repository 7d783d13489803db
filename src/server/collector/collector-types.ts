import type { SettleOptions } from '../ports/settle.js';
import type { FlushOptions } from '../../delivery/outbox.js';
import type { DeliveryEvent, OutboxStatus } from '../../delivery/status.js';
import type { DeadLetter } from '../../delivery/ports.js';
import type { Entry } from '../../events/entry.js';
import type { Viewer } from '../../events/viewer.js';
import type { XapiConfig } from '../../settings/config.js';
import type { Problem } from '../../settings/settings.js';
import type { Watched } from '../../viewing/watched.js';
import type { Statement } from '../../xapi/statement.js';
import type { Mark } from '../folder/file-store.js';
import type { LiveEvent } from '../reading/live-event.js';
import type { RecordedViewing } from '../reading/recorded-viewing.js';

/** What a server is told besides the plugin's own settings. */
export interface CollectorConfig extends XapiConfig {
  /** On a server: the folder that holds what waits. One process at a time. */
  readonly directory: string;
  /** On a server: the device: `kiosk://device-001`. Left out: `server://{host name}`. @see the user's events guide, section 8 */
  readonly referrer?: string;
  /** On a server: how to get a Kaltura session for each viewer; without it (and without `ks`) events go without one. */
  readonly session?: SessionConfig;
}

/** What a settings file of the command line may hold. */
export interface SettingsFile extends XapiConfig, Partial<Pick<CollectorConfig, 'directory' | 'referrer' | 'session'>> {
  /** Where this schema is, for editors. */
  readonly $schema?: string;
}

/** How Kaltura sessions are made: one for each viewer and application, renewed before it expires. */
export type SessionConfig = {
  readonly partnerId: number | string;
  /** With `/api_v3`. @default https://www.kaltura.com/api_v3 */
  readonly serviceUrl?: string;
  /** Seconds that a session lives. @default 86400 */
  readonly expiry?: number;
} & (
  | {
      readonly type: 'secret';
      /** The partner's user or admin secret. */
      readonly secret: string;
      /** Make the KS here (version 2) instead of asking `session.start`. */
      readonly local?: boolean;
    }
  | {
      readonly type: 'appToken';
      readonly id: string;
      readonly token: string;
      /** @default SHA256 */
      readonly hashType?: 'SHA1' | 'SHA256' | 'SHA512' | 'MD5';
    }
);

/**
 * Gives the newest KS of a viewer (`''`: of nobody), or nothing where there is none. `refused`: one that a service did not
 * take, which is not given again. Rejects, without a secret in its words, when it cannot.
 */
export type Sessions = (userId: string, refused?: string) => Promise<string | undefined>;

/** An open viewing that is fed as it happens. */
export interface OpenViewing {
  readonly id: string;
  /** Reads an event: throws a `BadEvent` that says which field is wrong; nothing of it counts then. */
  feed(event: LiveEvent): void;
  watched(): Watched | undefined;
  /** Ends it. Resolves once everything of it is committed. */
  close(): Promise<void>;
}

/**
 * @internal
 * Viewings out of one input, committed in the order of the calls, those that wait for the disk together. Once one call has
 * failed, all that come after it fail as well, so that its marks never say more than what was taken.
 */
export interface Sequence {
  /**
   * Takes viewings that `readRecordedViewing` has read, committed together with `marks`. Need not be waited for before the
   * next call. Rejects when the folder takes nothing more: nothing of the call counts then.
   */
  record(viewings: readonly RecordedViewing[], marks?: readonly Mark[]): Promise<readonly Recorded[]>;
}

/** What became of a recorded viewing. */
export type Recorded =
  /** Its statements and events are committed, together with the marks. */
  | { readonly type: 'taken'; readonly parcels: number; readonly statements: readonly Statement[] }
  /** One of this id was taken before. */
  | { readonly type: 'known' };

export interface CollectorStatus extends OutboxStatus {
  readonly problems: readonly Problem[];
}

export type CollectorEvent =
  | { readonly type: 'delivery'; readonly event: DeliveryEvent }
  /** `viewing`: the id of the recorded viewing that it was found in. */
  | { readonly type: 'problem'; readonly problem: Problem; readonly viewing?: string };

/** Takes viewings where there is no browser. All that it has accepted survives the process. */
export interface Collector {
  open(entry: Entry, viewer: Viewer, options?: { readonly id?: string; readonly registration?: string }): OpenViewing;
  /** Takes a whole viewing at once, committed together with `marks` (how far the input has been read). */
  record(viewing: RecordedViewing, marks?: readonly Mark[]): Promise<Recorded>;
  /**
   * @internal
   * For many viewings that were read by `readRecordedViewing`: several of them are committed at a time.
   */
  sequence(): Sequence;
  /** How far an input has been read, as given with `record`. */
  mark(name: string): Promise<string | undefined>;
  status(): Promise<CollectorStatus>;
  dead(): Promise<readonly DeadLetter[]>;
  /** Sends dead letters again: those with these ids, or all. Gives how many; ids that there are not are passed over. */
  retry(ids?: readonly string[]): Promise<number>;
  /**
   * Moves what waits in a lane, by its key in `status()`, to the one that the settings name for the same destination and the
   * same viewers. Gives how many.
   * @throws Error where the settings name none
   */
  move(lane: string): Promise<number>;
  /** Deletes what waits in a lane, by its key in `status()`. Gives how many. */
  discard(lane: string): Promise<number>;
  /** Sends what waits now. Resolves when nothing more can be sent for the moment. */
  flush(options?: FlushOptions): Promise<void>;
  /**
   * Deletes all that waits or lies dead, of every viewer, and leaves nothing of it in the folder's files. What is on its way
   * may still arrive; open viewings go on. Which viewings were taken, and how far inputs were read, stays: or all would be
   * taken once more.
   */
  forget(): Promise<void>;
  /** Resolves once no more than `most` parcels wait, or once nothing moves them: paused, or waiting to try again. */
  drained(most?: number): Promise<{ readonly waiting: number; readonly stuck?: string }>;
  /** The part of the outbox that is free, from 0 to 1: when it is full, the oldest is let go of. */
  room(): Promise<number>;
  listen(listener: (event: CollectorEvent) => void): () => void;
  /** @internal Why the folder did not take the last change; undefined: it did. */
  failure(): Error | undefined;
  /**
   * @internal
   * Begins no other request from now on. Resolves when those that are on their way are answered, or when the time for that is
   * over. To be closed afterwards.
   */
  settle(options: SettleOptions): Promise<void>;
  /**
   * Closes open viewings, sends what can be sent now, and lets go of the folder. What could not be sent stays in it.
   * `patience`: milliseconds that sending may take (left out: as long as something can be sent; a request that is not
   * answered takes half a minute). What is on its way then is broken off: it stays, and is sent again.
   */
  close(options?: { readonly patience?: number }): Promise<void>;
}
