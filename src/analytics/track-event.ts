import type { ParcelKind } from '../delivery/ports.js';
import { form } from '../kaltura/form.js';

/**
 * What `analytics.trackEvent` takes, in its own names, which are not those of stats events (`uiConfId` has its capital
 * C). What is absent is not sent. Free strings do wherever codes do.
 * @see the user's events guide, section 6
 */
export type TrackEvent = {
  /** 10002 ButtonClicked, 10003 PageLoad, or the id of a player event. */
  readonly eventType: number;
  readonly partnerId: number;
  readonly entryId?: string | undefined;
  /** UUID of the playback session; for pages and buttons, of the visit. */
  readonly sessionId: string;

  readonly userId?: string | undefined;
  readonly application?: string | undefined;
  readonly playbackContext?: string | number | undefined;
  readonly kalturaApplication?: string | number | undefined;
  readonly kalturaApplicationVer?: string | number | undefined;
  readonly hostingKalturaApplication?: string | number | undefined;
  /** Pages and buttons. */
  readonly hostingKalturaApplicationVer?: string | number | undefined;
  /** Player events: the same, spelt otherwise. */
  readonly hostingKalturaApplicationVersion?: string | number | undefined;
  readonly virtualEventId?: string | number | undefined;
  readonly referrer?: string | undefined;

  readonly clientVer?: string | undefined;
  readonly clientTag?: string | undefined;
  readonly uiConfId?: number | undefined;
  readonly playlistId?: string | undefined;
  readonly persistentSessionId?: string | undefined;
  readonly customVar1?: string | undefined;
  readonly customVar2?: string | undefined;
  readonly customVar3?: string | undefined;
  readonly deliveryType?: string | undefined;
  readonly playbackType?: 'vod' | 'live' | 'dvr' | undefined;
  readonly playbackSpeed?: number | undefined;
  /** Language of the captions that show, or `off`. */
  readonly caption?: string | undefined;
  /** From 1, in each playback session. */
  readonly eventIndex?: number;
  /** The playhead in seconds. */
  readonly position?: number;

  /** Where a seek led, in seconds. */
  readonly targetPosition?: number | undefined;
  readonly socialNetwork?: string | undefined;
  readonly reportType?: string | number | undefined;
  /** 1: not in full screen; 2: in full screen. */
  readonly screenMode?: 1 | 2 | undefined;
  /** Seconds of content that played so far, those that played twice counted twice. */
  readonly playTimeSum?: number | undefined;
  /** 1: no sound; 2: sound. */
  readonly soundMode?: 1 | 2 | undefined;
  /** Of the sound that was chosen. */
  readonly language?: string | undefined;
  /** Kilobits (of 1024) a second. */
  readonly actualBitrate?: number | undefined;
  readonly errorCode?: number | undefined;
  readonly errorDetails?: string | undefined;
  /** 3: before play, 1: before the first frame, 2: later. */
  readonly errorPosition?: number | undefined;
};

/** As it is kept and sent, without the KS. */
export const trackBody = (event: TrackEvent): string =>
  form({ service: 'analytics', action: 'trackEvent', format: 1, ...event });

/** How much the loss of an event of this type would hurt. */
export const trackKind = (type: number): ParcelKind =>
  type === 14 ? 'completion' : (type > 10 && type < 14) || type === 99 ? 'progress' : 'interaction';
