import type { DeliveryEvent } from '../../../src/delivery/status.js';
import type { Acknowledged, Captured, TabEvidence } from '../judge/evidence.js';

/** What a page said about what it sends to one destination. */
export class Ledger {
  public readonly delivery: DeliveryEvent[] = [];
  private readonly captured: (Captured & { readonly seq: number })[] = [];
  private readonly acknowledged: Acknowledged[] = [];

  public get texts(): readonly string[] {
    return this.captured.map(({ text }) => text);
  }

  public capture(captured: Captured, seq: number): void {
    this.captured.push({ ...captured, seq });
  }

  public deliver(event: DeliveryEvent, at: number): void {
    this.delivery.push(event);
    if (event.type !== 'stored') return;
    for (const id of event.ids) this.acknowledged.push({ id, at, durable: event.durable });
  }

  public evidence(): Pick<TabEvidence, 'captured' | 'acknowledged'> {
    const captured = [...this.captured].sort((a, b) => a.seq - b.seq);
    return { captured, acknowledged: [...this.acknowledged] };
  }
}
