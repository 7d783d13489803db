import type { Fault } from '../../../demo/record-store/fault.js';
import type { Store } from '../../../demo/record-store/store.js';
import { DEMO_CREDENTIAL } from '../../../demo/record-store/options.js';
import { isCommitted } from './arrived.js';
import type { Browser, View } from './browser.js';
import type { Kaltura } from './kaltura.js';
import type { Random } from './random.js';
import { until, type Listen } from './signal.js';
import type { OpenOptions, Site } from './site.js';
import type { Tab } from './tab.js';

export interface StageParts {
  readonly browser: Browser;
  readonly store: Store;
  /** What an admin fills in as the LRS endpoint. */
  readonly endpoint: string;
  readonly kaltura: Kaltura;
  readonly site: Site;
  readonly random: Random;
}

/** What a scenario plays on: a browser, a site, a record store, and the levers behind them. */
export class Stage {
  /** In words, for the table. */
  public readonly injected: string[] = [];
  public readonly checks: (() => void)[] = [];
  private readonly views = new Map<Tab, View>();

  public constructor(private readonly parts: StageParts) {}

  public get store(): Store {
    return this.parts.store;
  }
  public get kaltura(): Kaltura {
    return this.parts.kaltura;
  }
  public get browser(): Browser {
    return this.parts.browser;
  }
  public get random(): Random {
    return this.parts.random;
  }
  public get site(): Site {
    return this.parts.site;
  }
  public get living(): readonly Tab[] {
    return this.site.tabs.filter((tab) => tab.alive && this.views.has(tab));
  }

  /** Opens the page under test; resolves when it runs. */
  public async open(xapi: object = {}, more: Omit<OpenOptions, 'xapi'> = {}): Promise<Tab> {
    const tab = this.create(xapi, more);
    this.views.set(tab, await this.browser.open(tab.url));
    await tab.until(({ ready }) => ready, 'the page to run');
    return tab;
  }

  /** The page under test once more in the same tab, as when a viewer loads it again. */
  public async turn(tab: Tab, xapi: object = {}, more: Omit<OpenOptions, 'xapi'> = {}): Promise<Tab> {
    this.note('page left for the next');
    const next = this.create(xapi, more);
    const view = this.views.get(tab);
    if (view) this.views.set(next, view);
    await tab.ask({ name: 'go', url: next.url });
    await next.until(({ ready }) => ready, 'the page to run');
    tab.gone('left');
    this.views.delete(tab);
    return next;
  }

  /** Tells the record store how to misbehave. */
  public fault(...faults: readonly Fault[]): void {
    this.store.faults.set(faults);
    for (const fault of faults) this.note(describe(fault));
  }

  /** To be looked at when everything has arrived. */
  public afterwards(check: () => void): void {
    this.checks.push(check);
  }

  public note(words: string): void {
    this.injected.push(words);
  }

  /**
   * As a viewer closes it, not in the very moment of a statement: a page that goes within milliseconds of a commit has
   * not read yet what other pages committed before it, and order between pages is not promised then.
   */
  public async close(tab: Tab): Promise<void> {
    this.note('tab closed');
    await tab.until(isCommitted, 'everything to be committed');
    // It reads the storage, after whatever else does.
    await tab.status();
    await this.shut(tab);
  }

  public async crash(tab: Tab): Promise<void> {
    this.note('tab crashed');
    // A closing statement may not claim a time after this.
    await this.views.get(tab)?.crash();
    tab.gone('crashed');
  }

  /** Begins at once, before anything else can happen; resolves when the browser is gone. */
  public async kill(): Promise<void> {
    this.note('browser killed');
    const dead = this.browser.kill();
    for (const tab of this.living) tab.gone('killed');
    await dead;
  }

  /** Resolves when something that happened in the record store, with Kaltura, or in one of the tabs, makes it true. */
  public until(holds: () => boolean, what: string, milliseconds?: number): Promise<void> {
    const sources: Listen[] = [
      (changed) => this.store.listen(changed),
      (changed) => this.kaltura.news.listen(changed),
      ...this.site.tabs.map(
        (tab): Listen =>
          (changed) =>
            tab.heard.listen(changed)
      )
    ];
    return until(holds, what, sources, milliseconds);
  }

  /** No tab is left behind for the next run. */
  public async end(): Promise<void> {
    for (const tab of this.living) await this.shut(tab).catch(() => undefined);
  }

  private create(xapi: object, more: Omit<OpenOptions, 'xapi'>): Tab {
    const { key, secret } = DEMO_CREDENTIAL;
    const login = more.token === undefined ? { key, secret } : {};
    return this.site.create({
      ...more,
      xapi: {
        endpoint: this.parts.endpoint,
        ...login,
        user: { id: 'johnuser', name: 'John User' },
        site: { homePage: 'https://example.mediaspace.kaltura.com' },
        linger: 0.1,
        // Kaltura's own services know no ids, and promise less: they have scenarios of their own.
        stats: 'No',
        ...xapi
      }
    });
  }

  private async shut(tab: Tab): Promise<void> {
    await this.views.get(tab)?.close();
    tab.gone('closed');
  }
}

function describe({ times, verb, ...kind }: Fault): string {
  const words = Object.entries(kind).map(([name, value]) =>
    name === 'status' ? String(value) : value === true ? name : `${name} ${String(value)}`
  );
  if (verb !== undefined) words.push(`for ${verb.replace(/^.*\//, '')}`);
  return `${words.join(' ')}${times === undefined ? '' : ` ×${times}`}`;
}
