import fc from 'fast-check';
import { settle } from './clock.js';
import { audit } from './tabs-audit.js';
import { Browser, type Manner } from './tabs-browser.js';
import { tabStep, type TabStep } from './tabs-steps.js';

const DAY = 86_400_000;

/** Performs the steps, heals the world, waits, and looks whether everything is where it must be. */
async function run(steps: readonly TabStep[], manner: Manner): Promise<void> {
  const browser = new Browser(manner);
  for (const step of steps) {
    await browser.perform(step);
    await settle();
  }
  await browser.heal();
  await audit(browser);
}

describe('tabs over one storage', () => {
  it('lose nothing and keep the order, whatever happens to them, the network, the storage and the clock', async () => {
    const times = (max: number): fc.Arbitrary<number[]> => fc.array(fc.nat({ max }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(tabStep, { maxLength: 30, size: 'max' }),
        fc.record({
          batch: fc.constantFrom(1, 2, 5, 50),
          linger: fc.constantFrom(0, 5000),
          latency: times(400),
          ticks: times(3),
          caps: fc.record({
            bytes: fc.constantFrom(5_000_000, 5_000_000, 30_000, 400),
            age: fc.constantFrom(30 * DAY, 30 * DAY, DAY / 2)
          })
        }),
        run
      ),
      { numRuns: Number(process.env['TABS_RUNS'] ?? 200) }
    );
  }).timeout(3_600_000);
});
