import type { Browser, BrowserContext } from 'playwright-core';
import type { Fault } from '../../demo/record-store/index.js';
import type { Ledger } from './ledger.mjs';
import type { Target } from './page/sender.mjs';
import { GOOD, PACE } from './plan.mjs';
import { openTab, type Spent, type Tab } from './tab.mjs';

/** Silence that ends the wait for what is missing. Longer than our third wait between tries, and any peer's. */
const SILENCE = 8500;
/** Silence that ends it when nothing is missing. Longer than our first wait: a lost reply leads to another request. */
const CALM = 2500;

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** One sender in a browser profile of its own, and what a row may do to it. */
export class Stage {
  captured = 0;
  readonly calls: number[] = [];
  /** Main-thread milliseconds of the pages that were closed. */
  busy = 0;
  private context: BrowserContext | undefined;
  /** Bodies of the requests that the browser told of. */
  private readonly sent: string[] = [];

  constructor(
    private readonly browser: Browser,
    private readonly page: string,
    private readonly target: Target,
    readonly ledger: Ledger
  ) {}

  /**
   * Those that the sender made, wherever they ended: what the browser told of, and what came all the same, for it does
   * not tell of requests that outlive their page.
   */
  get requests(): number {
    const untold = [...this.ledger.bodies()];
    for (const body of this.sent) {
      const at = untold.indexOf(body);
      if (at >= 0) untold.splice(at, 1);
    }
    return this.sent.length + untold.length;
  }

  get arrived(): number {
    return new Set(this.ledger.arrivals().map(({ index }) => index)).size;
  }

  async open(): Promise<Tab> {
    this.context ??= await this.profile();
    return openTab(this.context, this.page, this.target);
  }

  async capture(tab: Tab, count: number): Promise<void> {
    const first = this.captured;
    this.captured += count;
    this.calls.push(...(await tab.capture(first, count, PACE)));
  }

  async close(tab: Tab): Promise<void> {
    const { busy }: Spent = await tab.close();
    this.busy += busy;
  }

  /** What the destination does to each request from now on, beside taking its time. */
  faults(...line: Fault[]): void {
    this.ledger.faults(line.map((fault) => ({ delayMs: GOOD, ...fault })));
  }

  well(): void {
    this.faults({});
  }

  /** The browser knows that it is offline, and what left all the same is cut off. */
  async network(there: boolean): Promise<void> {
    await this.context?.setOffline(!there);
    if (there) this.well();
    else this.faults({ cut: true });
  }

  /** Until everything is there and it is calm, or until nothing has moved for longer than any wait between tries. */
  async settle(): Promise<void> {
    let seen = -1;
    let lastSign = Date.now();
    for (;;) {
      const signs = this.sent.length + this.ledger.bodies().length;
      if (seen !== signs) lastSign = Date.now();
      seen = signs;
      const quiet = Date.now() - lastSign;
      if (quiet > (this.arrived === this.captured ? CALM : SILENCE)) return;
      await sleep(50);
    }
  }

  /** Long enough for the last requests of a closed page to meet what the destination does now. */
  linger(): Promise<void> {
    return sleep(500);
  }

  async end(): Promise<void> {
    await this.context?.close();
  }

  private async profile(): Promise<BrowserContext> {
    const context = await this.browser.newContext();
    const isOurs = (url: string): boolean => url.startsWith(this.target.lrs) || url.startsWith(this.target.collector);
    context.on('request', (request) => {
      if (request.method() === 'POST' && isOurs(request.url())) this.sent.push(request.postData() ?? '');
    });
    return context;
  }
}
