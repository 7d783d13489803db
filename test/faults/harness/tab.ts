import type { DeliveryEvent } from '../../../src/delivery/status.js';
import type { PluginStatus } from '../../../src/index.js';
import type { Command, Deed, Letter, Report } from '../page/protocol.js';
import type { TabEvidence } from '../judge/evidence.js';
import { countOf } from '../judge/heard.js';
import { within } from './deadline.js';
import { Ledger } from './ledger.js';
import { Signal, until } from './signal.js';

interface Told {
  readonly command: Command;
  readonly done: (report: Extract<Report, { readonly type: 'answer' }>) => void;
}

/** A page under test, as the harness sees it: what it was told to do, and what it said. */
export class Tab {
  public readonly heard = new Signal<Report>();
  public readonly statements = new Ledger();
  /** Of events of Kaltura's statistics. */
  public readonly counts = new Ledger();
  public readonly shown: { readonly persisted: boolean; readonly reasons?: string }[] = [];
  public readonly failures: string[] = [];
  public ready = false;
  private readonly told: Told[] = [];
  private readonly news = new Signal<void>();
  private end: { readonly at: number; readonly how: string } | undefined;

  public constructor(
    public readonly id: string,
    public readonly url: string,
    /** The harness's own clock of what it heard, over all tabs. */
    private readonly tick: () => number
  ) {}

  public get alive(): boolean {
    return this.end === undefined;
  }

  public get delivery(): readonly DeliveryEvent[] {
    return this.statements.delivery;
  }

  public get texts(): readonly string[] {
    return this.statements.texts;
  }

  public evidence(of: Ledger = this.statements): TabEvidence {
    return { name: this.id, ...of.evidence(), ...(this.end && { died: this.end.at }) };
  }

  public act(...acts: readonly Deed[]): Promise<unknown> {
    return this.ask({ name: 'act', acts });
  }

  public flush(): Promise<unknown> {
    return this.ask({ name: 'flush' });
  }

  public async status(): Promise<PluginStatus> {
    return (await this.ask({ name: 'status' })) as PluginStatus;
  }

  public ask(command: Command): Promise<unknown> {
    const answer = new Promise<unknown>((resolve, reject) => {
      if (this.end) return reject(new Error(`${this.id} is gone: ${this.end.how}`));
      this.told.push({
        command,
        done: ({ value, error }) => (error === undefined ? resolve(value) : reject(new Error(`${this.id}: ${error}`)))
      });
      this.news.tell();
    });
    return within(answer, `${this.id} to ${command.name}`);
  }

  /** Resolves when something that the page said makes it true. */
  public until(holds: (tab: this) => boolean, what: string, milliseconds?: number): Promise<void> {
    return until(() => holds(this), `${this.id}: ${what}`, [(changed) => this.heard.listen(changed)], milliseconds);
  }

  /** Resolves with that command as soon as it is there. */
  public async command(index: number): Promise<Command | undefined> {
    const there = new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.told[index] || this.end) resolve();
      };
      this.news.listen(look);
      look();
    });
    await there;
    return this.end ? undefined : this.told[index]?.command;
  }

  public hear({ seq, late, report }: Letter): void {
    const at = this.tick();
    if (report.type === 'ready') this.ready = true;
    if (report.type === 'captured') this.statements.capture({ id: report.id, text: report.text, at, late }, seq);
    if (report.type === 'counted') this.counts.capture({ id: report.id, text: countOf(report.body), at, late }, seq);
    if (report.type === 'shown') this.shown.push(report);
    if (report.type === 'failed') this.failures.push(report.message);
    if (report.type === 'delivery') {
      const { event } = report;
      (event.lane.destination === 'stats' ? this.counts : this.statements).deliver(event, at);
    }
    if (report.type === 'answer') this.told[report.index]?.done(report);
    this.heard.tell(report);
  }

  /** From here on it is silent. */
  public gone(how: string): void {
    if (this.end) return;
    this.end = { at: Date.now(), how };
    for (const [index, { done }] of this.told.entries()) done({ type: 'answer', index, error: `gone: ${how}` });
    this.news.tell();
  }
}
