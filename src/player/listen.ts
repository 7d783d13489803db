import type { KalturaPlayer } from '@playkit-js/kaltura-player-js';
import type { Whereabouts } from '../events/playback-event.js';
import type { OwnReport } from '../page/player-client.js';
import { surroundingsOf } from './surroundings.js';

export type Listen = (name: string, listener: (event: { readonly payload?: unknown }) => void) => void;

const isFatal = (payload: unknown): boolean =>
  typeof payload === 'object' && payload !== null && (payload as { severity?: unknown }).severity === 2;

/** The playhead in seconds. Live too: the engine's own line does not slide with the DVR window. */
const positionOf = (player: KalturaPlayer): number => player.currentTime ?? NaN;

/** Where the player is, and whether it is only on its way there. */
export const whereabouts = (player: KalturaPlayer): Required<Whereabouts> => ({
  position: positionOf(player),
  seeking: player.seeking === true
});

/**
 * Translates the player's events. What each means, and in which order they come, is the fold's business; here is only
 * what the names are, and what of the player's state belongs to them.
 */
export function listen(player: KalturaPlayer, on: Listen, report: (report: OwnReport) => void): void {
  const { Core } = player.Event;
  const here = (): Required<Whereabouts> => whereabouts(player);
  const measure = (): void => report({ type: 'durationchange', duration: player.duration ?? NaN });
  const pace = (): void => report({ type: 'ratechange', ...here(), rate: player.playbackRate ?? NaN });
  const look = (): void => report({ type: 'surroundings', ...here(), surroundings: surroundingsOf(player) });

  on(Core.TIME_UPDATE, () => report({ type: 'timeupdate', ...here() }));
  on(Core.PLAY, () => {
    look();
    report({ type: 'play', ...here() });
  });
  on(Core.PLAYING, () => {
    // Adaptive streams know their length for sure only with the first frame, and PLAY may come before it.
    measure();
    pace();
    report({ type: 'playing', ...here() });
  });
  // At the end every engine pauses first, and then says that it ended.
  on(Core.PAUSE, () => report({ type: 'pause', ...here(), ended: player.ended === true }));
  on(Core.WAITING, () => report({ type: 'waiting', ...here() }));
  on(Core.SEEKING, () => report({ type: 'seeking', ...here() }));
  on(Core.SEEKED, () => report({ type: 'seeked', ...here() }));
  on(Core.RATE_CHANGE, pace);
  on(Core.DURATION_CHANGE, measure);
  on(Core.ENDED, () => report({ type: 'ended', ...here() }));

  on(Core.AD_BREAK_START, () => report({ type: 'adstart' }));
  on(Core.AD_BREAK_END, () => report({ type: 'adend' }));
  on(Core.ADS_COMPLETED, () => report({ type: 'adend' }));
  // After a fatal error of the advertisement no break end comes.
  on(Core.AD_ERROR, ({ payload }) => {
    if (isFatal(payload)) report({ type: 'adend' });
  });

  const looks = [Core.VOLUME_CHANGE, Core.MUTE_CHANGE, Core.TEXT_TRACK_CHANGED];
  for (const name of [...looks, Core.VIDEO_TRACK_CHANGED, Core.ENTER_FULLSCREEN, Core.EXIT_FULLSCREEN]) on(name, look);
}

/** Reports where the player is, for a viewing that begins in the middle. */
export function catchUp(player: KalturaPlayer, report: (report: OwnReport) => void): void {
  const here = whereabouts(player);
  report({ type: 'durationchange', duration: player.duration ?? NaN });
  report({ type: 'ratechange', ...here, rate: player.playbackRate ?? NaN });
  report({ type: 'surroundings', ...here, surroundings: surroundingsOf(player) });
  if (player.paused === false) report({ type: 'playing', ...here });
}
