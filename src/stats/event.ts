/**
 * Kaltura's KalturaStatsEvent, in its own field names: the server is case-sensitive and drops what it does not know. All
 * points in time and positions are seconds with fractions; each transport makes its own units of them (stats-wire.ts).
 * `userIp` is the server's own. What is absent is not sent.
 * @see the user's events guide, sections 5.2 and 5.3, and the legacy GET document
 */
export interface StatsEvent {
  /** 1 to 40. */
  readonly eventType: number;
  /** UUID of the playback session. */
  readonly sessionId: string;
  /** When it happened: seconds since 1970. */
  readonly eventTimestamp: number;
  readonly partnerId: number;
  /** At most 20 characters, and no address. */
  readonly entryId: string;
  /** 0 when unknown. */
  readonly uiconfId: number;
  /** Address of the page without query and fragment, or `kiosk://device-001`; at most 255 characters, may be empty. */
  readonly referrer: string;
  /** Length of the content in seconds, 0 when unknown; for live, the programme so far. */
  readonly duration: number;
  /** The playhead in seconds of content. */
  readonly currentPoint: number;
  /** Whether the viewer has sought in this playback session. */
  readonly seek: boolean;
  /** Where a seek led, in seconds of content. */
  readonly newPoint?: number;
  /** At most 31 characters. */
  readonly clientVer?: string;
  /** `_<partnerId>` unless it is said; at most 31 characters. */
  readonly widgetId?: string;
  /** At most 64 characters. */
  readonly userId?: string;
  /** The application, as reports filter by it. */
  readonly applicationId?: string;
  /** Id of the category in which it is watched. */
  readonly contextId?: number;
  /** A name for the browser; at most 40 characters. */
  readonly uniqueViewer?: string;
  /** 0: none; 1: the entry was chosen among related ones. */
  readonly featureType?: number;
  /** Milliseconds, on every transport. */
  readonly processDuration?: number;
  /** At most 15 characters. */
  readonly controlId?: string;
  readonly isFirstInSession?: boolean;
}
