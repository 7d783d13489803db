import type { DeliveryEvent } from '../../../src/delivery/status.js';
import type { PluginStatus } from '../../../src/player/status.js';
import type { Command, Deed, Letter, Report } from '../page/protocol.js';
import type { Acknowledged, Captured, TabEvidence } from '../judge/evidence.js';
import { within } from './deadline.js';
import { Signal, until } from './signal.js';

interface Told {
  readonly command: Command;
  readonly done: (report: Extract<Report, { readonly type: 'answer' }>) => void;
}

/** A page under test, as the harness sees it: what it was told to do, and what it said. */
export class Tab {
  public readonly heard = new Signal<Report>();
  public readonly delivery: DeliveryEvent[] = [];
  public readonly shown: { readonly persisted: boolean; readonly reasons?: string }[] = [];
  public readonly failures: string[] = [];
  public ready = false;
  private readonly captured: (Captured & { readonly seq: number })[] = [];
  private readonly acknowledged: Acknowledged[] = [];
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

  public get texts(): readonly string[] {
    return this.captured.map(({ text }) => text);
  }

  public evidence(): TabEvidence {
    const captured = [...this.captured].sort((a, b) => a.seq - b.seq);
    return { name: this.id, captured, acknowledged: [...this.acknowledged], ...(this.end && { died: this.end.at }) };
  }

  public act(...deeds: readonly Deed[]): Promise<unknown> {
    return this.ask({ name: 'act', deeds });
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
    if (report.type === 'captured') this.captured.push({ id: report.id, text: report.text, at, late, seq });
    if (report.type === 'shown') this.shown.push(report);
    if (report.type === 'failed') this.failures.push(report.message);
    if (report.type === 'delivery') this.hearDelivery(report.event, at);
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

  private hearDelivery(event: DeliveryEvent, at: number): void {
    this.delivery.push(event);
    if (event.type !== 'stored') return;
    for (const id of event.ids) this.acknowledged.push({ id, at, durable: event.durable });
  }
}
