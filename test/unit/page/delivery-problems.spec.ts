import { expect } from 'chai';
import { deliveryProblems } from '../../../src/page/delivery-problems.js';
import { Problems } from '../../../src/page/problems.js';
import type { DeliveryEvent } from '../../../src/delivery/status.js';
import { Clock } from '../delivery/clock.js';

const LANE = { destination: 'lrs', host: 'lrs.example', key: 'a' } as const;
const OTHER = { ...LANE, key: 'b' };

function page(): {
  readonly clock: Clock;
  readonly told: string[];
  readonly problems: Problems;
  readonly hear: (event: DeliveryEvent) => void;
} {
  const clock = new Clock();
  const told: string[] = [];
  const problems = new Problems(({ message }) => told.push(message));
  return { clock, told, problems, hear: deliveryProblems(problems) };
}

describe('problems of delivery', () => {
  it('list a pause until the lane resumes, and tell a second pause for the same reason again', () => {
    const { problems, told, hear } = page();
    const codes = (): string[] => problems.all.map(({ code }) => code);
    const paused: DeliveryEvent = { type: 'paused', lane: LANE, reason: 'unauthorised, HTTP 401' };
    hear(paused);
    hear(paused);
    expect(codes()).to.deep.equal(['paused']);
    expect(told).to.have.length(1);
    hear({ type: 'resumed', lane: LANE });
    expect(codes()).to.deep.equal([]);
    hear(paused);
    expect(codes()).to.deep.equal(['paused']);
    expect(told).to.have.length(2);
  });

  it('list one pause for two lanes with the same reason, until both have resumed', () => {
    const { problems, told, hear } = page();
    for (const lane of [LANE, OTHER]) hear({ type: 'paused', lane, reason: 'HTTP 404' });
    expect(problems.all).to.have.length(1);
    expect(told).to.have.length(1);
    hear({ type: 'resumed', lane: LANE });
    expect(problems.all).to.have.length(1);
    hear({ type: 'resumed', lane: OTHER });
    expect(problems.all).to.deep.equal([]);
  });

  it('tell of 100 refused statements once, with their number, and count those that follow in the status', async () => {
    const { clock, problems, told, hear } = page();
    const refuse = (i: number): void =>
      hear({ type: 'refused', lane: LANE, id: `s${i}`, reason: `HTTP 400: statement s${i}: object is missing` });
    for (let i = 1; i <= 100; i++) {
      refuse(i);
      await clock.advance(50);
    }
    expect(told).to.have.length(1);
    expect(problems.all.map(({ message }) => message.slice(0, 26))).to.deep.equal(['endpoint: 100 were refused']);
    await clock.advance(2000);
    refuse(101);
    await clock.advance(10_000);
    expect(told).to.have.length(1);
    expect(problems.all.map(({ message }) => message.slice(0, 26))).to.deep.equal(['endpoint: 101 were refused']);
  });

  it('end refused statements when all of them are sent again, let go of or forgotten, and tell of the next one', () => {
    const { problems, told, hear } = page();
    const codes = (): string[] => problems.all.map(({ code }) => code);
    const refuse = (...ids: string[]): void =>
      ids.forEach((id) => hear({ type: 'refused', lane: LANE, id, reason: 'HTTP 400' }));
    refuse('s1', 's2', 's3');
    hear({ type: 'stored', lane: LANE, ids: ['s1'], durable: true });
    hear({ type: 'evicted', lane: LANE, ids: ['s2'] });
    expect(codes()).to.deep.equal(['refused']);
    hear({ type: 'stored', lane: LANE, ids: ['s3'], durable: true });
    expect(codes()).to.deep.equal([]);
    refuse('s1');
    expect(told).to.have.length(2);
    expect(problems.all.map(({ message }) => message.slice(0, 18))).to.deep.equal(['endpoint: HTTP 400']);
    hear({ type: 'forgotten', lane: LANE });
    expect(codes()).to.deep.equal([]);
  });

  it('end a KS that was refused when one is taken, of the same viewer or of another one', () => {
    const { problems, told, hear } = page();
    const stats = { destination: 'stats', host: 'stats.example', key: 'c' } as const;
    const refuse = (): void => hear({ type: 'anonymous', lane: stats, reason: 'INVALID_KS' });
    refuse();
    hear({ type: 'sent', lane: stats, ids: ['s1'] });
    hear({ type: 'sent', lane: LANE, ids: ['s2'] });
    expect(problems.all.map(({ code }) => code)).to.deep.equal(['bad-ks']);
    hear({ type: 'identified', lane: stats });
    expect(problems.all).to.deep.equal([]);
    refuse();
    expect(told).to.have.length(2);
    hear({ type: 'sent', lane: { ...stats, key: 'd' }, ids: ['s3'] });
    expect(problems.all).to.deep.equal([]);
  });

  it('end what nobody serves when it has moved or is forgotten', () => {
    const { problems, hear } = page();
    const left = (): void => hear({ type: 'unserved', lane: OTHER, waiting: 2 });
    left();
    hear({ type: 'moved', from: OTHER, lane: LANE, count: 2 });
    expect(problems.all).to.deep.equal([]);
    left();
    hear({ type: 'paused', lane: LANE, reason: 'HTTP 404' });
    hear({ type: 'forgotten', lane: LANE });
    expect(problems.all).to.deep.equal([]);
  });

  it('end a missing token with the first statement that is sent', () => {
    const { problems, hear } = page();
    hear({ type: 'retry', lane: LANE, reason: 'no credential', retryAt: 1 });
    expect(problems.all.map(({ code }) => code)).to.deep.equal(['no-token']);
    hear({ type: 'sent', lane: LANE, ids: ['s1'] });
    expect(problems.all).to.deep.equal([]);
  });
});
