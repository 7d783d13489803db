import { newTracker } from '@snowplow/browser-tracker';
import {
  endMediaTracking,
  SnowplowMediaPlugin,
  startMediaTracking,
  trackMediaEnd,
  trackMediaPause,
  trackMediaPlay,
  trackMediaPlaybackRateChange,
  trackMediaReady,
  trackMediaSeekEnd,
  trackMediaSeekStart,
  updateMediaTracking
} from '@snowplow/browser-plugin-media';

/** What a page of Snowplow's has: the tracker with its media plugin, and a video wired to it as its documentation shows. */
export interface Snowplow {
  /**
   * @param heard gets the entities of each event, as JSON
   */
  track(video: HTMLMediaElement, collector: string, heard?: (entities: string) => void): { stop(): void };
}

let trackers = 0;

function track(video: HTMLMediaElement, collector: string, heard?: (entities: string) => void): { stop(): void } {
  const id = `media-${++trackers}`;
  const tracker = `tracker-${trackers}`;
  const listener = { afterTrack: (payload: Readonly<Record<string, unknown>>) => heard?.(String(payload['co'] ?? '')) };
  const plugins = [SnowplowMediaPlugin(), ...(heard ? [listener] : [])];
  newTracker(tracker, collector, { appId: 'bench', plugins, encodeBase64: !heard });
  const state = (): object => ({
    currentTime: video.currentTime,
    duration: video.duration || 0,
    paused: video.paused,
    ended: video.ended,
    playbackRate: video.playbackRate
  });
  const on = (type: string, tell: (args: { id: string; player: object }) => void): void =>
    video.addEventListener(type, () => tell({ id, player: state() }));
  startMediaTracking({ id, player: state() }, [tracker]);
  trackMediaReady({ id }, [tracker]);
  on('play', (args) => trackMediaPlay(args, [tracker]));
  on('pause', (args) => trackMediaPause(args, [tracker]));
  on('seeking', (args) => trackMediaSeekStart(args, [tracker]));
  on('seeked', (args) => trackMediaSeekEnd(args, [tracker]));
  on('ended', (args) => trackMediaEnd(args, [tracker]));
  on('ratechange', (args) => trackMediaPlaybackRateChange({ ...args, newRate: video.playbackRate }, [tracker]));
  on('timeupdate', (args) => updateMediaTracking(args, [tracker]));
  return {
    stop() {
      // The last event tells what was watched until now.
      trackMediaPause({ id, player: state() }, [tracker]);
      endMediaTracking({ id });
    }
  };
}

declare global {
  interface Window {
    snowplow: Snowplow;
  }
}

window.snowplow = { track };
