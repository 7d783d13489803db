import type { Numeric, YesNo } from './config.js';

/** Kaltura's statistics (`stats.collect`), which feed its end-user reports. */
export interface StatsConfig {
  /**
   * `auto`: sent where the player knows its partner id, and neither `kava` nor `kanalytics` is loaded, since Kaltura would
   * count twice. Yes and No decide.
   * @default auto
   */
  readonly enabled?: YesNo | 'auto';
  /**
   * `post`: as the events guide says (section 5). `get`: the older form, all of it in the address. `both`: posted, and all but
   * the session in the address, too.
   * @default post
   */
  readonly transport?: 'post' | 'get' | 'both';
  /**
   * Address of Kaltura's API (`post`), or of its stats host (`get`). Left out: the player's own.
   * @pattern ^\s*([Hh][Tt][Tt][Pp][Ss]?://[^\s<>"{}|\\^`]+\s*)?$
   */
  readonly serviceUrl?: string;
  /**
   * Left out: the player's own.
   * @pattern ^\s*(0*[1-9]\d*\s*)?$
   * @minimum 1
   */
  readonly partnerId?: Numeric;
  /** Left out: the player's own; 0 where there is none, or it is no number. */
  readonly uiConfId?: Numeric;
  /** Left out: an underscore and the partner id. */
  readonly widgetId?: string;
  /** What sends, with its version. Left out: this plugin. */
  readonly clientVer?: string;
  /**
   * Yes: with `get`, the Kaltura session is in the address too, where servers and proxies write it down.
   * @default false
   */
  readonly ksInUrl?: YesNo;
  /**
   * Yes: each event carries a name for this browser (`uniqueViewer`), kept in its storage.
   * @default false
   */
  readonly uniqueViewer?: YesNo;
  /**
   * How the viewer came to the entry (`featureType`): 0 is nothing special, 1 is related media.
   * @minimum 0
   * @pattern ^\s*(\d+\s*)?$
   */
  readonly featureType?: Numeric;
}

/** Kaltura's analytics (`analytics.trackEvent`): pages, buttons, and, when asked for, the player's events. */
export interface AnalyticsConfig {
  /**
   * No: `pageLoad()` and `buttonClicked()` send nothing either.
   * @default true
   */
  readonly enabled?: YesNo;
  /**
   * Address of Kaltura's analytics server. Left out: the player's own.
   * @pattern ^\s*([Hh][Tt][Tt][Pp][Ss]?://[^\s<>"{}|\\^`]+\s*)?$
   */
  readonly serviceUrl?: string;
  /**
   * Left out: the player's own.
   * @pattern ^\s*(0*[1-9]\d*\s*)?$
   * @minimum 1
   */
  readonly partnerId?: Numeric;
  /**
   * Yes: the player's events, too, under the ids of Kaltura's own analytics plugin. Refused while that plugin (`kava`) is
   * loaded, since it would count twice; `force` sends them nevertheless.
   * @default false
   */
  readonly playerEvents?: YesNo | 'force';
  /** The application: a name of your own, or one of Kaltura's numbers. */
  readonly kalturaApplication?: string | number;
  readonly kalturaApplicationVer?: string | number;
  /** The application round it. */
  readonly hostingKalturaApplication?: string | number;
  readonly hostingKalturaApplicationVer?: string | number;
  readonly feature?: string | number;
  readonly virtualEventId?: string | number;
  readonly playlistId?: string;
  readonly customVar1?: string | number;
  readonly customVar2?: string | number;
  readonly customVar3?: string | number;
}
