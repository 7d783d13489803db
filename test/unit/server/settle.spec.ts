import { expect } from 'chai';
import type { Reply } from '../../../src/delivery/ports.js';
import { createSendGate } from '../../../src/server/ports/send-gate.js';
import { settle, type SettleOptions } from '../../../src/server/ports/settle.js';

describe('requests on their way when the sending ends', () => {
  /** Gives how long is waited at most, for requests that began at these times, when it is 10,000. */
  async function waitedFor(begun: readonly number[], options: SettleOptions): Promise<number | undefined> {
    let time = 0;
    const gate = createSendGate(
      16,
      () => new Promise<Reply>(() => undefined),
      () => time
    );
    for (time of begun) void gate.send({ url: '', method: 'POST', headers: {} });
    time = 10_000;
    gate.shut();
    let waited: number | undefined;
    const wake = (milliseconds: number, callback: () => void): (() => void) => {
      waited = milliseconds;
      callback();
      return () => undefined;
    };
    await settle(
      gate,
      options,
      () => new Promise(() => undefined),
      wake,
      () => time
    );
    return waited;
  }

  it('have a retry that began late waited for as long as any other, and no longer than is left', async () => {
    expect(await waitedFor([9000], { longest: 9000, each: 3000 })).to.equal(2000);
    expect(await waitedFor([2000, 9900], { longest: 9000, each: 3000 })).to.equal(2900);
    expect(await waitedFor([9000], { longest: 9000, each: 60_000 })).to.equal(9000);
  });

  it('are not waited for where they had their time', async () => {
    expect(await waitedFor([5000], { longest: 9000, each: 3000 })).to.equal(0);
  });

  it('are waited for after a signal, however long they have been on their way', async () => {
    expect(await waitedFor([0], { longest: 9000 })).to.equal(9000);
  });
});
