import { expect } from 'chai';
import { upgradeGate } from '../../src/browser/upgrade-gate.js';

const FLAG = 'playkit-js-xapi/database';
/** As version 0.1.0 called the lock of a lane. */
const OLD = 'xapi-lane:lrs https://lrs.example/statements ';

describe('before the database is upgraded', () => {
  let flag: string | null;
  beforeEach(() => {
    flag = localStorage.getItem(FLAG);
    localStorage.removeItem(FLAG);
  });
  afterEach(() => {
    if (flag === null) localStorage.removeItem(FLAG);
    else localStorage.setItem(FLAG, flag);
  });

  /** Another tab that sends: it holds the lock until it is told to let go. */
  const holder = async (name: string): Promise<() => void> => {
    let letGo = (): void => undefined;
    await new Promise<void>((held) => {
      void navigator.locks.request(name, () => {
        held();
        return new Promise<void>((end) => (letGo = end));
      });
    });
    return letGo;
  };

  const isFree = (name: string): Promise<boolean> =>
    navigator.locks.request(name, { ifAvailable: true }, (lock) => lock !== null);

  it('waits until a tab of version 0.1.0 has sent, and keeps it from sending until the database is open', async () => {
    const letGo = await holder(OLD);
    const events: string[] = [];
    const passed = upgradeGate(2)?.().then((opened) => {
      events.push('passed');
      return opened;
    });
    // The gate stands in the queue behind the tab.
    while (!(await navigator.locks.query()).pending?.some(({ name }) => name === OLD)) await Promise.resolve();
    expect(events).to.deep.equal([]);
    letGo();
    const opened = await passed;
    expect(events).to.deep.equal(['passed']);
    expect(await isFree(OLD)).to.equal(false);
    opened?.();
    await navigator.locks.request(OLD, () => undefined);
    expect(localStorage.getItem(FLAG)).to.equal('2');
  });

  it('does not wait for tabs of this version', async () => {
    const letGo = await holder('xapi-lane:0abc');
    (await upgradeGate(2)?.())?.();
    letGo();
    expect(localStorage.getItem(FLAG)).to.equal('2');
  });

  it('is nothing where it was done before, and is done again for the next version', async () => {
    (await upgradeGate(2)?.())?.();
    expect(upgradeGate(2)).to.equal(undefined);
    expect(upgradeGate(3)).to.be.a('function');
  });
});
