import fc from 'fast-check';
import { fault } from './steps.js';
import type { Fault } from './record-store.js';

const HOUR = 3_600_000;

/** What viewers, pages, a browser, a network, a disk and an admin may do. */
export type TabStep =
  | {
      readonly do: 'put';
      readonly tab: number;
      readonly count: number;
      readonly urgent: boolean;
      readonly poison: boolean;
      readonly big: boolean;
      readonly draft: 'none' | 'open' | 'close';
    }
  | { readonly do: 'advance'; readonly time: number }
  | { readonly do: 'faults'; readonly faults: readonly Fault[] }
  | { readonly do: 'hide' | 'thaw' | 'flush' | 'beat' | 'forget'; readonly tab: number }
  | { readonly do: 'freeze'; readonly tab: number; readonly gone: boolean }
  /** `leave`: it goes away in an orderly manner. */
  | {
      readonly do: 'die';
      readonly tab: number;
      readonly leave: boolean;
      readonly finish: boolean;
      readonly cut: boolean;
    }
  | { readonly do: 'key'; readonly tab: number; readonly server: string; readonly page: string; readonly open: boolean }
  | { readonly do: 'disk'; readonly is: 'well' | 'full' | 'unreadable' }
  | { readonly do: 'jump'; readonly days: number };

const one = <T extends string>(...words: T[]): fc.Arbitrary<T> => fc.constantFrom(...words);
/** Most of it happens in one, or too little would. */
const tab = fc.constantFrom(0, 0, 0, 1, 1, 2);
const rarely = (n: number): fc.Arbitrary<boolean> => fc.nat({ max: n }).map((each) => each === n);
const key = one('key-1', 'key-2');

export const tabStep: fc.Arbitrary<TabStep> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: one('put'),
      tab,
      count: fc.integer({ min: 0, max: 4 }),
      urgent: fc.boolean(),
      poison: rarely(5),
      big: rarely(9),
      draft: one('none', 'open', 'open', 'close')
    })
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: one('advance'), time: fc.constantFrom(1, 3, 7, 30, 2000, 6000, 60_000, HOUR) })
  },
  { weight: 4, arbitrary: fc.record({ do: one('faults'), faults: fc.array(fault, { maxLength: 4 }) }) },
  { weight: 5, arbitrary: fc.record({ do: one('hide', 'hide', 'flush', 'beat', 'thaw'), tab }) },
  { weight: 2, arbitrary: fc.record({ do: one('freeze'), tab, gone: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: one('die'), tab, leave: fc.boolean(), finish: fc.boolean(), cut: fc.boolean() })
  },
  { weight: 2, arbitrary: fc.record({ do: one('key'), tab, server: key, page: key, open: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: one('disk'), is: one('well', 'full', 'full', 'unreadable') }) },
  { weight: 1, arbitrary: fc.record({ do: one('jump'), days: fc.constantFrom(-1, 1) }) },
  { weight: 1, arbitrary: fc.record({ do: one('forget'), tab }) }
);
