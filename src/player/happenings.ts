import type { KalturaPlayer } from '@playkit-js/kaltura-player-js';
import type { AdSlot, Happening } from '../events/happening.js';
import { isObject } from '../schema/kinds.js';
import type { Listen } from './listen.js';

type Fields = Readonly<Record<string, unknown>>;

/** A part of a payload; what is not there is empty. */
const part = (value: unknown, name: string): Fields => {
  const inner = isObject(value) ? value[name] : undefined;
  return isObject(inner) ? inner : {};
};

/** Events of plugins that may be absent, by their own names: then they never come. */
const OTHERS = {
  share_clicked: 'shareOpen',
  download_show_overlay: 'downloadOpen',
  download_item_clicked: 'downloadClick',
  report_clicked: 'reportOpen',
  info_screen_open: 'infoOpen',
  related_open: 'relatedOpen',
  related_entry_selected: 'relatedSelect'
} as const;

const AD_STEPS = {
  AD_CLICKED: 'click',
  AD_FIRST_QUARTILE: 'firstQuartile',
  AD_MIDPOINT: 'midpoint',
  AD_THIRD_QUARTILE: 'thirdQuartile'
} as const;

/** Where the advertisement that plays now stands, as the last `adbreakstart` and `adstarted` told. */
function slotOf(breakType: unknown, ad: Fields): AdSlot | undefined {
  if (ad['bumper'] === true) return breakType === 'postroll' ? 'postbumper' : 'prebumper';
  if (ad['linear'] === false || breakType === 'overlay') return 'overlay';
  return breakType === 'preroll' || breakType === 'midroll' || breakType === 'postroll' ? breakType : undefined;
}

/** What the player and its other plugins do beside playing the content. Which of it counts as what is the encoders' business. */
export function listenToHappenings(player: KalturaPlayer, on: Listen, happen: (happening: Happening) => void): void {
  const { Core } = player.Event;
  let asked = false;
  let played = false;

  on(Core.MEDIA_LOADED, () => happen({ name: 'loaded' }));
  on(Core.PLAYBACK_START, () => {
    asked = true;
    happen({ name: 'playRequest' });
  });
  on(Core.PLAYING, () => (played = true));
  on(Core.PLAYER_STATE_CHANGED, ({ payload }) => {
    if (part(payload, 'oldState')['type'] === 'buffering') happen({ name: 'bufferEnd' });
    if (part(payload, 'newState')['type'] === 'buffering') happen({ name: 'bufferStart' });
  });
  on(Core.ENTER_FULLSCREEN, () => happen({ name: 'fullScreenEnter' }));
  on(Core.EXIT_FULLSCREEN, () => happen({ name: 'fullScreenExit' }));

  // Before the first frame these are the player's own choices.
  on(Core.TEXT_TRACK_CHANGED, ({ payload }) => {
    const { language } = part(payload, 'selectedTextTrack');
    if (played) happen({ name: 'captions', language: typeof language === 'string' ? language : 'off' });
  });
  on(Core.AUDIO_TRACK_CHANGED, ({ payload }) => {
    const { language } = part(payload, 'selectedAudioTrack');
    if (played && typeof language === 'string') happen({ name: 'audioSelect', language });
  });
  on(Core.VIDEO_TRACK_CHANGED, ({ payload }) => {
    const { bandwidth: bitrate } = part(payload, 'selectedVideoTrack');
    const name = player.isAdaptiveBitrateEnabled() ? 'flavorSwitch' : 'sourceSelect';
    if (played) happen({ name, ...(typeof bitrate === 'number' && { bitrate }) });
  });
  on(Core.ERROR, ({ payload }) => {
    if (!isObject(payload)) return;
    const { code, errorDetails, severity } = payload;
    happen({
      name: 'error',
      code: Number(code) || 0,
      // Addresses in it may carry a session.
      ...(typeof errorDetails === 'string' && { details: errorDetails.replace(/\?\S*/g, '') }),
      phase: played ? 'playing' : asked ? 'beforePlaying' : 'beforePlay',
      ...(severity !== 2 && { recoverable: true })
    });
  });

  for (const [event, name] of Object.entries(OTHERS)) on(event, () => happen({ name }));
  on('share_network', ({ payload }) => {
    const network = isObject(payload) ? payload['socialNetwork'] : undefined;
    if (typeof network === 'string') happen({ name: 'shareNetwork', network });
  });
  on('report_submitted', ({ payload }) => {
    const type = isObject(payload) ? payload['reportType'] : undefined;
    happen({
      name: 'reportSubmit',
      ...((typeof type === 'string' || typeof type === 'number') && { reportType: type })
    });
  });

  listenToAds(player, on, happen);
}

function listenToAds(player: KalturaPlayer, on: Listen, happen: (happening: Happening) => void): void {
  const { Core } = player.Event;
  let breakType: unknown;
  let slot: AdSlot | undefined;
  on(Core.AD_BREAK_START, ({ payload }) => (breakType = part(payload, 'adBreak')['type']));
  on(Core.AD_STARTED, ({ payload }) => {
    slot = slotOf(breakType, part(payload, 'ad'));
    if (slot) happen({ name: 'ad', step: 'start', slot });
  });
  for (const [event, step] of Object.entries(AD_STEPS))
    on(Core[event as keyof typeof AD_STEPS], () => {
      // A bumper says so itself.
      const isBumper = slot === 'prebumper' || slot === 'postbumper';
      if (slot && !(isBumper && step === 'click')) happen({ name: 'ad', step, slot });
    });
  on('bumper_clicked', () => happen({ name: 'ad', step: 'click', slot: slot ?? 'prebumper' }));
}
