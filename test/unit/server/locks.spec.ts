import { expect } from 'chai';
import { createLocks } from '../../../src/server/ports/locks.js';

describe('locks of one process', () => {
  it('one after the other under a name, others beside it; an attempt goes without it; failure lets go', async () => {
    const locks = createLocks();
    const log: string[] = [];
    let end: () => void = () => undefined;
    const first = locks.wait('a', () => new Promise<void>((resolve) => (end = resolve)));
    const second = locks.wait('a', async () => void log.push('second')).catch(() => log.push('never'));
    await locks.attempt('a', async () => void log.push('attempt'));
    await locks.attempt('b', async () => void log.push('beside'));
    expect(log).to.deep.equal(['beside']);
    end();
    await Promise.all([first, second]);
    expect(log).to.deep.equal(['beside', 'second']);
    const broken = await locks.wait('a', () => Promise.reject(new Error('no'))).catch(String);
    expect(broken).to.equal('Error: no');
    await locks.attempt('a', async () => void log.push('free'));
    expect(log.at(-1)).to.equal('free');
    expect(locks.exclusive).to.equal(true);
  });
});
