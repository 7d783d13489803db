import { BasePlugin, core, registerPlugin, type KalturaPlayer } from '@playkit-js/kaltura-player-js';

const { BaseMiddleware } = core as unknown as { BaseMiddleware: new () => { callNext(next: () => void): void } };

interface Ads {
  /** Advertisements before the content; resolves when they are over. */
  preroll(): Promise<void>;
}

/** Holds the content's play back until the preroll is over, as the player's real ads plugins do. */
class Preroll extends BaseMiddleware {
  public readonly id = 'FakeAdsMiddleware';
  private shown = false;

  public constructor(private readonly ads: Ads) {
    super();
  }

  public play(next: () => void): void {
    if (this.shown) return this.callNext(next);
    this.shown = true;
    void this.ads.preroll().then(() => this.callNext(next));
  }
}

/**
 * Advertisements without a server: the player's real ad events, in the order in which the IMA plugin fires them, around a
 * content that is paused and resumed. The advertisement itself lasts as long as the spec wants.
 */
export class FakeAds extends BasePlugin {
  public static override defaultConfig: object = { preroll: false };
  public static override isValid(): boolean {
    return true;
  }

  /** Lets a preroll go. */
  public endPreroll: () => void = () => undefined;

  public getMiddlewareImpl(): unknown {
    return new Preroll({ preroll: () => this.preroll() });
  }

  /** The content stops, and advertisements begin. */
  public start(adBreak: object = {}, ad: object = {}): void {
    const { AD_BREAK_START, AD_LOADED, AD_STARTED, AD_PROGRESS } = this.player.Event.Core;
    // The engine's PAUSE comes a moment after this, in the break.
    this.player.pause();
    this.dispatchEvent(AD_BREAK_START, adBreak);
    for (const name of [AD_LOADED, AD_STARTED, AD_PROGRESS]) this.dispatchEvent(name, ad);
  }

  /** Something else that ads plugins say. */
  public say(name: string): void {
    this.dispatchEvent(name);
  }

  /** The break is over, and the content goes on. */
  public end(): void {
    const { AD_COMPLETED, AD_BREAK_END } = this.player.Event.Core;
    this.dispatchEvent(AD_COMPLETED);
    this.dispatchEvent(AD_BREAK_END);
    this.player.play();
  }

  /** The advertisement cannot be shown: no break end follows. */
  public fail(): void {
    this.dispatchEvent(this.player.Event.Core.AD_ERROR, { severity: 2, category: 5, code: 5000 });
    this.player.play();
  }

  private async preroll(): Promise<void> {
    if (!(this.config as { preroll?: boolean }).preroll) return;
    const { AD_BREAK_START, AD_STARTED, AD_COMPLETED, AD_BREAK_END } = this.player.Event.Core;
    this.dispatchEvent(AD_BREAK_START);
    this.dispatchEvent(AD_STARTED);
    await new Promise<void>((resolve) => (this.endPreroll = resolve));
    this.dispatchEvent(AD_COMPLETED);
    this.dispatchEvent(AD_BREAK_END);
  }
}

registerPlugin('fakeads', FakeAds);

/** What `setup` is told beside the plugin's own settings to have advertisements. */
export const withAds = (config: object = {}): object => ({ fakeads: config });

export const adsOf = (player: KalturaPlayer): FakeAds => player.plugins['fakeads'] as unknown as FakeAds;
