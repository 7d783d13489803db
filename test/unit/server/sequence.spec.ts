import { expect } from 'chai';
import { createRecorder } from '../../../src/server/collector/recorder.js';
import type { CollectorContext } from '../../../src/server/collector/viewing-session.js';
import type { FileStore, Mark } from '../../../src/server/folder/file-store.js';
import { viewing } from './recordings.js';

/** A folder whose disk answers when the test says so. */
function slowDisk(): {
  readonly store: FileStore;
  /** Values of the marks of each write so far. */
  readonly writes: (readonly string[])[];
  /** Resolves when so many writes were begun. */
  readonly begun: (count: number) => Promise<void>;
  readonly answer: (error?: Error) => void;
} {
  const writes: (readonly string[])[] = [];
  let heard: () => void = () => undefined;
  let answers: ((error?: Error) => void)[] = [];
  const store = {
    // Nothing comes of viewings that were taken before, so that only their marks are written.
    salt: '',
    areMarked: (names: readonly string[]) => Promise.resolve(names.map(() => true)),
    commit: (_: unknown, marks: readonly Mark[]) =>
      new Promise<void>((resolve, reject) => {
        writes.push(marks.map(({ value }) => value));
        answers.push((error) => (error ? reject(error) : resolve()));
        heard();
      })
  };
  return {
    store: store as unknown as FileStore,
    writes,
    begun: (count) =>
      new Promise((resolve) => {
        heard = () => writes.length >= count && resolve();
        heard();
      }),
    answer(error) {
      const [first, ...rest] = answers;
      answers = rest;
      first?.(error);
    }
  };
}

const collectorContext = {
  outbox: { found: () => undefined },
  lanes: { use: () => undefined, recordsOf: () => [] }
} as unknown as CollectorContext;

const marked = (value: string): readonly Mark[] => [{ name: 'input', value }];

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('Viewings out of one input', () => {
  it('are committed in order, and together while the disk is busy with those before', async () => {
    const disk = slowDisk();
    const sequence = createRecorder(collectorContext, disk.store, () => undefined).sequence();
    const first = sequence.record([viewing('a')], marked('1'));
    await disk.begun(1);
    const others = ['2', '3', '4'].map((value) => sequence.record([viewing(value)], marked(value)));
    await settle();
    disk.answer();
    await first;
    await disk.begun(2);
    disk.answer();
    await Promise.all(others);
    expect(disk.writes).to.deep.equal([['1'], ['2', '3', '4']]);
  });

  it('are not committed behind those that failed, so that no place in the input speaks for lines that are lost', async () => {
    const disk = slowDisk();
    const sequence = createRecorder(collectorContext, disk.store, () => undefined).sequence();
    const ends: string[] = [];
    const follow = (name: string, taking: Promise<unknown>): void =>
      void taking.then(
        () => ends.push(`${name} taken`),
        (error: unknown) => ends.push(`${name} ${error instanceof Error ? error.message : ''}`)
      );
    follow('1', sequence.record([viewing('a')], marked('1')));
    await disk.begun(1);
    follow('2', sequence.record([viewing('b')], marked('2')));
    await settle();
    disk.answer(new Error('full'));
    await settle();
    follow('3', sequence.record([viewing('c')], marked('3')));
    await settle();
    expect(ends).to.deep.equal(['1 full', '2 full', '3 full']);
    expect(disk.writes).to.deep.equal([['1']]);
  });
});
