import { expect } from 'chai';
import { createWebLocks, type PageLocks } from '../../src/browser/web-locks.js';
import { openFrame } from '../support/storage.js';

/** Work that ends when the test says so. */
function createWork() {
  const { promise: ended, resolve: end } = deferred();
  const { promise: begun, resolve: begin } = deferred();
  const seen = { calls: 0 };
  const work = (): Promise<void> => {
    seen.calls += 1;
    begin();
    return ended;
  };
  return { work, begun, end, seen };
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

describe('locks', () => {
  let count = 0;
  let name: string;
  let mine: PageLocks;
  let theirs: PageLocks;
  let frame: HTMLIFrameElement;
  beforeEach(() => {
    name = `test-lane:${++count}`;
    const opened = openFrame();
    ({ frame } = opened);
    mine = createWebLocks();
    theirs = createWebLocks(opened.view.navigator);
  });
  afterEach(() => {
    mine.letGo('');
    frame.remove();
  });

  /** A release takes its way to the other pages: one waits for it, and asks only where nothing is to change. */
  const becomesFree = (locks: PageLocks = mine): Promise<void> => locks.wait(name, () => Promise.resolve());

  /** Whether nobody holds it. */
  const isFree = async (locks: PageLocks = mine, of = name): Promise<boolean> => {
    const { work, end, seen } = createWork();
    end();
    await locks.attempt(of, work);
    return seen.calls > 0;
  };

  it('keep other pages out as long as the work takes', async () => {
    expect(mine.exclusive).to.equal(true);
    const { work, begun, end } = createWork();
    const done = theirs.attempt(name, work);
    await begun;
    expect([await isFree(), await isFree(theirs), await isFree(mine, `${name}-other`)]).to.deep.equal([false, false, true]); // prettier-ignore
    end();
    await done;
    await becomesFree();
  });

  it('are waited for, one page after the other', async () => {
    const works = [createWork(), createWork(), createWork()] as const;
    const [first, second, third] = works;
    const calls = (): number[] => works.map(({ seen }) => seen.calls);
    const done = [theirs.wait(name, first.work)];
    await first.begun;
    done.push(mine.wait(name, second.work), theirs.wait(name, third.work));
    expect(await isFree()).to.equal(false);
    expect(calls()).to.deep.equal([1, 0, 0]);
    first.end();
    await Promise.race([second.begun, third.begun]);
    expect(await isFree()).to.equal(false);
    expect(calls()[1]).to.not.equal(calls()[2]);
    second.end();
    third.end();
    await Promise.all(done);
    expect(calls()).to.deep.equal([1, 1, 1]);
    await becomesFree();
  });

  it('that are let go of while the work still runs are another page’s; the work comes to its end', async () => {
    const one = createWork();
    const kept = createWork();
    let done = false;
    const working = mine.attempt(name, one.work).then(() => (done = true));
    const keeping = mine.attempt(`kept ${name}`, kept.work);
    await Promise.all([one.begun, kept.begun]);
    const next = createWork();
    const waiting = theirs.wait(name, next.work);
    mine.letGo('test-lane:');
    await next.begun;
    expect([done, await isFree(theirs, `kept ${name}`)]).to.deep.equal([false, false]);
    one.end();
    await working;
    expect(await isFree()).to.equal(false);
    next.end();
    kept.end();
    await Promise.all([waiting, keeping]);
    await becomesFree();
  });

  it('that are let go of before they were granted are not held either', async () => {
    const { work, begun, end } = createWork();
    const working = mine.attempt(name, work);
    mine.letGo(name);
    await begun;
    await becomesFree(theirs);
    end();
    await working;
  });

  it('that are waited for in vain end without the work, quietly, and can be asked for again', async () => {
    const holder = createWork();
    const holding = theirs.wait(name, holder.work);
    await holder.begun;
    const { work, seen } = createWork();
    const waiting = mine.wait(name, work);
    mine.letGo('test-');
    await waiting;
    holder.end();
    await holding;
    await becomesFree();
    expect(seen.calls).to.equal(0);
    await mine.wait(name, async () => void (seen.calls += 1));
    expect(seen.calls).to.equal(1);
  });

  for (const [how, request] of [
    [
      'throws',
      () => {
        throw new Error('none of your business');
      }
    ],
    ['rejects', () => Promise.reject(new TypeError('no locks here'))]
  ] as const)
    it(`that the browser ${how} are none: the work is done, and nobody is kept out`, async () => {
      const broken = createWebLocks({ locks: { request } as unknown as LockManager });
      const { work, end, seen } = createWork();
      end();
      await broken.wait(name, work);
      expect([seen.calls, broken.exclusive]).to.deep.equal([1, false]);
    });

  it('of a page that dies are the next one’s', async () => {
    const { work, begun } = createWork();
    void theirs.attempt(name, work);
    await begun;
    const next = createWork();
    const waiting = mine.wait(name, next.work);
    expect([await isFree(), next.seen.calls]).to.deep.equal([false, 0]);
    frame.remove();
    await next.begun;
    next.end();
    await waiting;
  });

  it('are free again when the work fails, which is told', async () => {
    for (const ask of [mine.attempt, mine.wait]) {
      const error = await ask(name, () => Promise.reject(new Error('no disk'))).catch((reason: unknown) => reason);
      expect((error as Error).message).to.equal('no disk');
      await becomesFree(theirs);
    }
  });
});
