import { whoIs } from '../settings/who-is.js';
import type { KsSource } from './ks-credential.js';
import { ksUserOf, type Known } from './viewer.js';

/** The viewer's Kaltura session as one tracker knows it: stats and analytics share it. */
export class KalturaSession {
  /** The last KS that a callback gave for this viewer. */
  public seen: string | undefined;
  /** Whom a KS names that a callback gave since `configure`: all that is encoded later says so. */
  public learned: { readonly userId?: string } = {};
  private viewer = '';

  /** @param now what holds when it is asked; nothing while it is switched off */
  public constructor(public readonly now: () => Known | undefined) {}

  /** Settings, the account or the entry changed. */
  public configure({ settings }: Known): void {
    const viewer = whoIs(settings.wording);
    if (viewer !== this.viewer) this.seen = undefined;
    this.viewer = viewer;
    this.learned = {};
  }

  /** Asks for the newest KS: the callback of the settings, else the settings, else the player. */
  public source(known: Known): KsSource {
    const { viewer } = this;
    const current = (): Known => this.now() ?? known;
    return async (refused) => {
      const { ks } = current().settings;
      if (typeof ks !== 'function') return ks || current().account.ks;
      const given: unknown = await ks(refused);
      // Another viewer may be here by now, whose events must not name this one.
      if (viewer === this.viewer) this.learn(given);
      return given || current().account.ks;
    };
  }

  private learn(ks: unknown): void {
    const known = this.now();
    if (typeof ks !== 'string' || ks === this.seen || !known) return;
    this.seen = ks;
    const userId = ksUserOf(known, ks);
    if (userId) this.learned = { userId };
  }
}
