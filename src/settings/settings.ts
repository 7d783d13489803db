import type { Entry } from '../events/entry.js';
import type { Editable, Statement } from '../events/statement.js';
import type { PortalEventType } from '../events/portal-event.js';
import type { Viewer } from '../events/viewer.js';
import type { BeaconInterval, CompletionRule, ViewingRules } from '../events/viewing-rules.js';
import type { MistakeCode } from '../schema/reader.js';

/** What kind of problem it is. A new one belongs into the table of docs/settings.md, too. */
export type ProblemCode =
  | MistakeCode
  | 'unreachable'
  | 'secret-served'
  | 'no-token'
  | 'bad-ks'
  | 'paused'
  | 'refused'
  | 'unserved'
  | 'before-send'
  | 'bad-call'
  | 'bad-entry'
  | 'bad-element'
  | 'counted-twice'
  /** Attributes of a portal. */
  | 'insecure'
  | 'unvouched'
  | 'too-many'
  /** Servers. */
  | 'no-session'
  | 'not-durable'
  | 'damaged'
  | 'open-folder'
  | 'orphaned'
  | 'internal';

/** What is wrong with a setting, as data. `got` never holds a secret. */
export interface Problem {
  /** `error`: the destination that needs the setting is off. `warning`: the rest works. */
  readonly level: 'error' | 'warning';
  /** Stable, for programs (docs/settings.md, When something is wrong). */
  readonly code: ProblemCode;
  /** The setting, for example `videoEndPercent` or `user.email`. */
  readonly path: string;
  /** One sentence for a person: what is wrong and what is allowed. */
  readonly message: string;
  readonly got?: unknown;
}

/** A constant, or a function of the entry that plays (how a playlist books each entry rightly). */
export type PerEntry<T> = T | ((entry: Entry) => T | undefined);

export type { BeaconInterval, CompletionRule, ViewingRules };
export type Vocabulary = 'kaltura' | 'video' | 'both';

/**
 * The events of Kaltura's xAPI guide, what takes a like back, and `terminated` (off unless asked for). In one list, so that
 * the schema can name them.
 */
export type EventWord =
  | 'playProgress'
  | 'play'
  | 'pause'
  | 'seek'
  | 'playbackRateChange'
  | 'terminated'
  | 'categoryView'
  | 'login'
  | 'entryLike'
  | 'entryUnlike'
  | 'entryComment'
  | 'entryUpload'
  | 'entryPublish'
  | 'entryUnlisted'
  | 'entryCollaborator'
  | 'captureSpaceLaunch'
  | 'kalturaCaptureLaunch';

/** Two words are one event. */
export type EventName = Exclude<EventWord, 'kalturaCaptureLaunch'>;

/** Those that a player itself produces. */
export type PlayerEventName = Exclude<EventName, PortalEventType>;

export interface Category {
  readonly id: string;
  readonly name?: string;
  /** IRI of the channel, gallery or course page: the activity's id. */
  readonly url?: string;
}

export interface Site {
  /** The site's address without a trailing slash: the account's homePage. */
  readonly homePage: string;
  readonly name?: string;
  /** IRI of the Kaltura product that sends; absent where no Kaltura product does. */
  readonly productId?: string;
}

export interface Verb {
  readonly id: string;
  readonly display: Readonly<Record<string, string>>;
}

export type Anonymous = 'viewing' | 'browser' | 'skip';

/** What the xAPI encoders need to know. */
export interface Wording {
  readonly viewer: Viewer;
  /** `sendAccountInfoInsteadOfEmail`: Yes. */
  readonly accountOnly: boolean;
  readonly hashEmail: boolean;
  /** Names of persons go with what identifies them. */
  readonly sendName: boolean;
  /** Statements say which visit they belong to. */
  readonly visit: boolean;
  /** The words of a comment go with `entryComment`. */
  readonly sendCommentText: boolean;
  readonly anonymous: Anonymous;
  readonly site: Site;
  readonly category?: PerEntry<Category>;
  readonly applicationName?: string;
  readonly playbackContext?: PerEntry<string>;
  /** A template with `{homePage}` and `{entryId}`, or a function of the entry. */
  readonly activityId: PerEntry<string>;
  /** A template with `{homePage}` and `{categoryId}`. */
  readonly categoryUrl: string;
  readonly vocabulary: Vocabulary;
  readonly verbs: Readonly<Partial<Record<EventName, Verb>>>;
  readonly events: Readonly<Record<EventName, boolean>>;
  /** The site's language tag (RFC 5646), where it says one. */
  readonly language?: string;
}

/** Itself, or what gives the newest; told of the one that was refused last, where one was. */
export type Token = string | ((refused?: string) => string | Promise<string>);

/** How to reach the record store. */
export interface Lrs {
  /** The statements resource itself, for example `https://lrs.example/xapi/statements`. */
  readonly url: string;
  readonly version: '1.0.3' | '2.0.0';
  readonly auth:
    | { readonly type: 'basic'; readonly key: string; readonly secret: string }
    | { readonly type: 'bearer'; readonly token: Token };
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds that statements may gather before they are sent together. */
  readonly linger: number;
}

/** How Kaltura's statistics are sent. What is absent is the player's to say. */
export interface Stats {
  readonly enabled: boolean | 'auto';
  readonly transport: 'post' | 'get' | 'both';
  readonly serviceUrl?: string;
  readonly partnerId?: number;
  readonly uiConfId?: number;
  readonly widgetId?: string;
  readonly clientVer?: string;
  readonly ksInUrl: boolean;
  readonly uniqueViewer: boolean;
  readonly featureType?: number;
}

/** How Kaltura's analytics are told. */
export interface Analytics {
  readonly serviceUrl?: string;
  readonly partnerId?: number;
  readonly playerEvents: boolean | 'force';
  /** Sent with every event as they are: `kalturaApplication` and the like. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Edits a copy of a statement, replaces it (by returning another, which may have members that this package never writes) or
 * drops it (`null`) before it is captured. Synchronous.
 */
export type BeforeSend = (
  statement: Editable<Statement>
  // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- a function that edits the copy returns nothing
) => Statement | Readonly<Record<string, unknown>> | null | undefined | void;

/** All settings, checked, frozen. A destination that is off is absent. */
export interface Settings {
  readonly enabled: boolean;
  readonly debug: boolean;
  readonly viewing: ViewingRules;
  readonly wording: Wording;
  readonly lrs?: Lrs;
  readonly stats?: Stats;
  readonly analytics?: Analytics;
  /** The Kaltura session, where the player does not know it best. */
  readonly ks?: Token;
  /** The device or the application, where it is not the page's address that tells where it was watched. */
  readonly referrer?: string;
  readonly beforeSend?: BeforeSend;
  /** How much may wait unsent: bytes, and milliseconds since the capture. */
  readonly outbox?: { readonly bytes: number; readonly age: number };
}
