import { whoIs } from '../settings/who-is.js';
import type { KsSource } from './ks-credential.js';
import { ksUserOf, type Known } from './viewer.js';

/** The viewer's Kaltura session as one tracker knows it: stats and analytics share it. */
export class KalturaSession {
  private given: string | undefined;
  private user: string | undefined;
  private viewer = '';

  /** @param now what holds when it is asked; nothing while it is switched off */
  public constructor(public readonly now: () => Known | undefined) {}

  /** The last KS that a callback gave for this viewer. */
  public get seen(): string | undefined {
    return this.given;
  }

  /** Whom a KS names that a callback gave since `configure`: all that is encoded later says so. */
  public get learned(): { readonly userId?: string } {
    return this.user === undefined ? {} : { userId: this.user };
  }

  /** Settings, the account or the entry changed. */
  public configure({ settings }: Known): void {
    const viewer = whoIs(settings.wording);
    if (viewer !== this.viewer) this.given = undefined;
    this.viewer = viewer;
    this.user = undefined;
  }

  /** Asks for the newest KS: the callback of the settings, else the settings, else the player. */
  public source(known: Known): KsSource {
    const { viewer } = this;
    return async (refused) => {
      const { settings, account } = this.now() ?? known;
      const { ks } = settings;
      if (typeof ks !== 'function') return ks || account.ks;
      const given: unknown = await ks(refused);
      // Another viewer may be here by now, whose events must not name this one.
      if (viewer === this.viewer) this.learn(given);
      return given || (this.now() ?? known).account.ks;
    };
  }

  private learn(ks: unknown): void {
    const known = this.now();
    if (typeof ks !== 'string' || ks === this.given || !known) return;
    this.given = ks;
    this.user = ksUserOf(known, ks) || this.user;
  }
}
