import fc from 'fast-check';
import type { Fault } from './record-store.js';

const HOUR = 3_600_000;

/** What a viewer, a page, a network or an admin may do. */
export type Step =
  | {
      readonly do: 'put';
      readonly count: number;
      readonly urgent: boolean;
      readonly poison: boolean;
      readonly crash: boolean;
      readonly big: boolean;
    }
  | { readonly do: 'advance'; readonly time: number }
  | { readonly do: 'faults'; readonly faults: readonly Fault[] }
  | { readonly do: 'leave' | 'flush' | 'restart' }
  | { readonly do: 'key'; readonly server: string; readonly page: string; readonly open: boolean };

export const fault: fc.Arbitrary<Fault> = fc.oneof(
  ...(['none', 'cut', 'lost', 'html'] as const).map((type) => fc.constant({ type })),
  fc.record({ type: fc.constant('status' as const), status: fc.constantFrom(500, 503, 401, 404, 408) }),
  fc.record({
    type: fc.constant('status' as const),
    status: fc.constant(429),
    retryAfter: fc.constantFrom('0', '3', 'Sat, 21 Nov 2026 10:05:00 GMT')
  })
);
const key = fc.constantFrom('key-1', 'key-2');
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('put' as const),
      count: fc.integer({ min: 1, max: 6 }),
      urgent: fc.boolean(),
      poison: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
      crash: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
      big: fc.integer({ min: 0, max: 9 }).map((n) => n === 0)
    })
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      time: fc.constantFrom(1, 7, 30, 2000, 6000, 60_000, HOUR)
    })
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('faults' as const), faults: fc.array(fault, { maxLength: 4 }) })
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'flush' as const, 'restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('key' as const), server: key, page: key, open: fc.boolean() }) }
);
