/** Where an advertisement, or a bumper, stands round the content. */
export type AdSlot = 'preroll' | 'midroll' | 'postroll' | 'overlay' | 'prebumper' | 'postbumper';

/**
 * What a player, its other plugins or the application does beside playing the content. Nothing is concluded from it: it
 * is passed on to those whose vocabulary has a word for it.
 */
export type Happening =
  /** The media's metadata are there. */
  | { readonly name: 'loaded' }
  /** Somebody, or autoplay, asked for playback. */
  | { readonly name: 'playRequest' }
  | { readonly name: 'bufferStart' | 'bufferEnd' }
  | { readonly name: 'fullScreenEnter' | 'fullScreenExit' }
  /** Dialogs of other plugins. */
  | { readonly name: 'shareOpen' | 'downloadOpen' | 'downloadClick' | 'reportOpen' | 'infoOpen' | 'relatedOpen' }
  | { readonly name: 'relatedSelect' }
  | { readonly name: 'shareNetwork'; readonly network: string }
  | { readonly name: 'reportSubmit'; readonly reportType?: string | number }
  | {
      readonly name: 'ad';
      readonly step: 'start' | 'click' | 'firstQuartile' | 'midpoint' | 'thirdQuartile';
      readonly slot: AdSlot;
    }
  | {
      readonly name: 'error';
      readonly code: number;
      readonly details?: string;
      readonly phase: ErrorPhase;
      /** The player goes on by itself. */
      readonly recoverable?: boolean;
    }
  /** Captions were switched; `language` is `off` where none show. */
  | { readonly name: 'captions'; readonly language: string }
  | { readonly name: 'audioSelect'; readonly language: string }
  /** Another rendition: chosen by the viewer, or by the player. `bitrate` in bits a second. */
  | { readonly name: 'sourceSelect' | 'flavorSwitch'; readonly bitrate?: number }
  /** Ten more seconds of playing: whether it can be heard, and fills the screen. */
  | { readonly name: 'view'; readonly sound?: boolean; readonly fullScreen?: boolean }
  /** What only the application knows: a type of stats event, 1 to 40, with fields of its own. */
  | { readonly name: 'host'; readonly type: number; readonly fields?: Readonly<Record<string, unknown>> };

/** When an error came: before playback was asked for, before the first frame, or later. */
export type ErrorPhase = 'beforePlay' | 'beforePlaying' | 'playing';
