import { expect } from 'chai';
import sinon from 'sinon';
import { createLife, type Member } from '../../src/page/life.js';
import type { Outbox } from '../../src/delivery/outbox.js';
import { createBroadcast } from '../../src/browser/broadcast.js';
import { createWebLocks } from '../../src/browser/web-locks.js';
import { hidePage } from '../support/page-life.js';
import { createAlarms } from '../support/storage.js';

const BEAT = 30_000;

describe('the life of a page', () => {
  function stage(waiting = 0) {
    const { wake, ring } = createAlarms();
    const status = { durable: waiting === 0, exclusive: true, lanes: [{ waiting }], unserved: [] };
    const outbox = {
      beat: sinon.fake.resolves(undefined),
      flush: sinon.fake.resolves(undefined),
      leave: sinon.fake(),
      back: sinon.fake(),
      status: sinon.fake.resolves(status)
    };
    const members = new Set<Member>();
    const broadcast = createBroadcast();
    const life = createLife({ outbox: outbox as unknown as Outbox, locks: createWebLocks(), broadcast, members, wake });
    const member: Member = { leave: sinon.fake(), back: sinon.fake() };
    return { outbox, members, life, member, ring, hide: hidePage };
  }
  const told = async (): Promise<void> => {
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };

  it('begins with the first adapter, looks again every half minute, and ends with the last one', async () => {
    const { outbox, members, life, member, ring, hide } = stage();
    hide();
    expect(outbox.leave.callCount).to.equal(0);
    members.add(member);
    life.begin();
    life.begin();
    ring(BEAT);
    expect(outbox.beat.callCount).to.equal(2);
    hide();
    expect(outbox.leave.callCount).to.equal(1);
    members.clear();
    life.end();
    expect(outbox.flush.callCount).to.equal(1);
    await told();
    ring(BEAT);
    hide();
    expect([outbox.beat.callCount, outbox.leave.callCount]).to.deep.equal([2, 1]);
    members.add(member);
    life.begin();
    expect(outbox.beat.callCount).to.equal(3);
    members.clear();
    life.end();
    await told();
  });

  it('goes on hearing of the end of the page while something is in memory only', async () => {
    const { outbox, members, life, member, hide } = stage(1);
    members.add(member);
    life.begin();
    members.clear();
    life.end();
    await told();
    hide();
    expect(outbox.leave.callCount).to.equal(1);
  });
});
