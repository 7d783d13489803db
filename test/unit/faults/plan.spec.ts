import { expect } from 'chai';
import { planOf } from '../../../scripts/testing/fault-plan.js';

describe('the plan of the fault tests', () => {
  const names = (...args: string[]) => planOf(args).jobs.map(({ scenario }) => scenario.name);

  it('is every scenario once, with the same dice each time', () => {
    expect(new Set(names()).size).to.equal(names().length);
    expect(names().length).to.be.greaterThan(20);
    expect(new Set(planOf([]).jobs.map(({ seed }) => seed))).to.deep.equal(new Set([1]));
  });

  it('is chaos, or one scenario, so many times, each with dice of its own', () => {
    const { jobs } = planOf(['--runs', '3', '--seed', '7']);
    expect(jobs.map(({ scenario, seed }) => [scenario.name, seed])).to.deep.equal([
      ['chaos', 7],
      ['chaos', 8],
      ['chaos', 9]
    ]);
    expect(names('--runs', '2', '--only', 'offline')).to.deep.equal(['offline', 'offline']);
  });

  it('says what it does not know', () => {
    expect(() => planOf(['--only', 'nothing'])).to.throw(/no scenario is called nothing; there are .*chaos/);
    expect(() => planOf(['--engine', 'lynx'])).to.throw(/chromium, firefox, webkit/);
    expect(() => planOf(['--runs', 'many'])).to.throw('whole number');
    expect(() => planOf(['--speed', '7'])).to.throw('--speed');
  });
});
