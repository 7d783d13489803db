import type { AnalyticsConfig, StatsConfig } from './config-kaltura.js';
import type { OutboxConfig } from './config-outbox.js';
import type { CategoryConfig, SiteConfig } from './config-site.js';
import type { EventWord, PerEntry, Token, BeforeSend } from './settings.js';

/** The module's own words, or a boolean. The parser forgives case and spaces in them. */
export type YesNo = boolean | 'Yes' | 'No';

/** A number, or one as the module's form saves it: a string of digits. Blank counts as left out. */
export type Numeric = number | string;

/** Who watches. What is missing or malformed falls to the next identity, with a warning. */
export interface UserConfig {
  /**
   * The Kaltura user id: the account's name in a statement.
   * @minLength 1
   */
  readonly id?: string | number;
  /**
   * The person's name, as reports show it.
   * @minLength 1
   */
  readonly name?: string;
  /**
   * A mail address. Used unless `sendAccountInfoInsteadOfEmail` is Yes.
   * @pattern ^\s*(mailto:)?[\w.`'%+-]+@[A-Za-z\d.-]+\.[A-Za-z]{1,63}\s*$
   */
  readonly email?: string;
}

/**
 * An absolute IRI.
 * @pattern ^\s*[A-Za-z][\w+.-]*:[^\s<>"{}|\\^`]+\s*$
 */
export type Iri = string;

/** A verb of your own for an event. */
export interface VerbConfig {
  readonly id: Iri;
  /** Words by language tag. Left out: the last part of the id, in English. */
  readonly display?: Readonly<Record<string, string>>;
}

/**
 * The settings of the plugin `xapi`, as an administrator or an integrator writes them: the Xapi module's own field
 * names and values, or their typed equals. Everything is optional; what is left out has its default.
 */
export interface XapiConfig {
  /**
   * `No` or `false` in any one place switches the plugin off, whatever the other places say. Xapi module.
   * @default true
   */
  readonly enabled?: YesNo;
  /** The player's own option for every plugin: `true` keeps the plugin from being made. */
  readonly disable?: YesNo;
  /**
   * The record store's xAPI endpoint, http or https; with or without a trailing slash or `/statements`. Without it
   * no statement is sent, and a problem says so. Xapi module.
   * @pattern ^\s*([Hh][Tt][Tt][Pp][Ss]?://[^\s@]+\s*)?$
   */
  readonly endpoint?: string;
  /**
   * Yes: authenticate with `oauthToken` (OAuth 2.0 bearer). No: with `key` and `secret` (HTTP Basic). Left out: the
   * token if there is one. Xapi module.
   */
  readonly usePersonalOAuthToken?: YesNo;
  /** The xAPI app key from the record store. Xapi module. Everybody who can open the page can read it. */
  readonly key?: string;
  /** The xAPI app secret from the record store. Xapi module. Everybody who can open the page can read it. */
  readonly secret?: string;
  /** The viewer's OAuth 2.0 token, or a function (async is fine) that gives one, asked again after a 401. */
  readonly oauthToken?: Token;
  /**
   * Yes: only user id and site. No: the e-mail address, and user id and site where there is none. Xapi module.
   * @default false
   */
  readonly sendAccountInfoInsteadOfEmail?: YesNo;
  /** Older spelling of `sendAccountInfoInsteadOfEmail`. */
  readonly sendAccountinfoInsteadOfEmail?: YesNo;
  /**
   * Percentage at which a video counts as finished: above 0, at most 100. Xapi module.
   * @default 100
   * @exclusiveMinimum 0
   * @maximum 100
   * @pattern ^\s*((?=[\d.]*[1-9])(0*\d{1,2}(\.\d+)?|0*100(\.0+)?)\s*)?$
   */
  readonly videoEndPercent?: Numeric;
  /**
   * Seconds before the end at which a video counts as finished: 0 or more. Xapi module.
   * @default 0
   * @minimum 0
   * @pattern ^\s*(\d+(\.\d+)?\s*)?$
   */
  readonly videoEndSeconds?: Numeric;
  /**
   * How often progress is reported: at 0, 25, 50, 75 and 100 %, or every 1 % (1 to 30 s apart). Xapi module.
   * @default quarters
   */
  readonly beaconInterval?: 'Quarters' | 'One percent' | 'quarters' | 'onePercent';
  /** Who watches. */
  readonly user?: UserConfig;
  /** `user.id`, under the name of the player's old flashvar. */
  readonly userId?: string | number;
  /** The site the statements speak of. */
  readonly site?: SiteConfig;
  /** The channel, gallery or course page; or a function of the entry. */
  readonly category?: PerEntry<CategoryConfig>;
  /** The application, as reports filter by it: the statement's platform. */
  readonly applicationName?: string;
  /** What reports filter plays by: the category's id, unless said otherwise; or a function of the entry. */
  readonly playbackContext?: PerEntry<string | number>;
  /**
   * What Kaltura's services are told as the page: the device or the application, such as `kiosk://device-001`. Left out: the
   * page's address. Its query is never sent.
   */
  readonly referrer?: string;
  /**
   * The entry's activity id: an IRI in which `{homePage}` and `{entryId}` are filled in; or a function of the entry.
   * @default {homePage}/media/t/{entryId}
   * @pattern ^\s*(([A-Za-z][\w+.-]*:|\{homePage\})([^\s<>"{}|\\^`]|\{homePage\}|\{entryId\})+\s*)?$
   */
  readonly activityId?: PerEntry<string>;
  /**
   * The activity id of a category that has no `url`: an IRI in which `{homePage}` and `{categoryId}` are filled in.
   * @default {homePage}/category/{categoryId}
   * @pattern ^\s*(([A-Za-z][\w+.-]*:|\{homePage\})([^\s<>"{}|\\^`]|\{homePage\}|\{categoryId\})+\s*)?$
   */
  readonly categoryUrl?: string;
  /**
   * Kaltura's words, the xAPI Video Profile's, or both (each event twice).
   * @default kaltura
   */
  readonly vocabulary?: 'kaltura' | 'video' | 'both';
  /** A verb of your own for an event: its IRI, or IRI and words. */
  readonly verbs?: { readonly [E in EventWord]?: Iri | VerbConfig };
  /** Which events are sent: a switch an event, or the list of those that are. All are but `terminated`. */
  readonly events?: { readonly [E in EventWord]?: YesNo } | readonly EventWord[];
  /**
   * Finished when the playhead is there, or when that much was truly watched.
   * @default reached
   */
  readonly completionRule?: 'reached' | 'watched';
  /**
   * Without a user: an account that lives as long as the viewing, or as the browser's storage, or no statements.
   * @default viewing
   */
  readonly anonymous?: 'viewing' | 'browser' | 'skip';
  /**
   * Yes: send the SHA-1 of the e-mail address instead of the address.
   * @default false
   */
  readonly hashEmail?: YesNo;
  /**
   * No: no statement names anybody, neither the viewer nor who is invited. With `hashEmail` no name is sent anyway.
   * @default true
   */
  readonly sendName?: YesNo;
  /**
   * No: nothing links the pages, clicks and viewings of a visit. Statements of somebody who is not known never do under
   * `anonymous: 'viewing'`.
   * @default true
   */
  readonly visit?: YesNo;
  /**
   * Yes: the words of a comment go with `entryComment`. They are personal, and a record store keeps them.
   * @default false
   */
  readonly sendCommentText?: YesNo;
  /**
   * The site's language tag (RFC 5646): of the names of the site and its categories, and of entries that do not say their
   * own. Left out: `en` for the former, `und` for the latter.
   * @pattern ^\s*([A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?\s*)?$
   */
  readonly language?: string;
  /**
   * The version of xAPI that is spoken to the record store.
   * @default 1.0.3
   */
  readonly xapiVersion?: '1.0.3' | '2.0.0';
  /** More HTTP headers for the record store. Those that the plugin sets itself are ignored, with a warning. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Seconds that statements may gather before they are sent together: 0 to 60.
   * @default 5
   * @minimum 0
   * @maximum 60
   * @pattern ^\s*(0*([0-5]?\d(\.\d+)?|60(\.0+)?)\s*)?$
   */
  readonly linger?: Numeric;
  /** Kaltura's statistics: `auto`, Yes, No, or more settings. */
  readonly stats?: YesNo | 'auto' | StatsConfig;
  /** Kaltura's analytics: Yes, No, or more settings. */
  readonly analytics?: YesNo | AnalyticsConfig;
  /** The Kaltura session (KS), or a function (async is fine) that gives the newest. Left out: the player's own. */
  readonly ks?: Token;
  /** How much may wait in the browser while the record store cannot be reached. */
  readonly outbox?: OutboxConfig;
  /** Edits, replaces (returns another), or drops (returns `null`) each statement before it is kept. Synchronous. */
  readonly beforeSend?: BeforeSend;
  /**
   * Yes: say more on the console.
   * @default false
   */
  readonly debug?: YesNo;
  /** The Xapi module's saved settings of the whole site: the settings themselves, or an address that answers them. */
  readonly siteSettings?: string | object;
}
