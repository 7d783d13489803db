import { expect } from 'chai';
import { beginning, ending } from '../../../../src/server/commands/moments.js';
import { askPlays, type Span } from '../../../../src/server/report/plays.js';

const NOW = Date.UTC(2026, 1, 10, 12);

async function asked(span: Span): Promise<readonly unknown[]> {
  const calls: (readonly unknown[])[] = [];
  await askPlays(
    (_, fields) => {
      calls.push([fields['reportInputFilter[fromDate]'], fields['reportInputFilter[toDate]']]);
      return Promise.resolve({ header: 'object_id|count_plays', data: '0_abc|3', totalCount: 1 });
    },
    'a-ks',
    '0_abc',
    NOW,
    span
  ).catch(() => undefined);
  return calls[0] ?? [];
}

describe('The time that verify asks about', () => {
  it('is the last 24 hours, unless --from and --to say otherwise', async () => {
    const now = NOW / 1000;
    expect(await asked({})).to.deep.equal([now - 86_400, now]);
    const [from, to] = [beginning('2026-01-01'), ending('2026-01-31')];
    expect(await asked({ from, to })).to.deep.equal([
      Date.UTC(2026, 0, 1) / 1000,
      Date.UTC(2026, 0, 31, 23, 59, 59) / 1000
    ]);
    expect(await asked({ from: beginning('2026-02-10T11:00:00+01:00') })).to.deep.equal([now - 7200, now]);
  });

  it('is a day or a time with a zone, and nothing else', () => {
    for (const text of [
      'yesterday',
      '2026-02-30T',
      '2026-02-30',
      '2026-04-31T12:00:00Z',
      '2026-01-01T12:00',
      '1767603600',
      ''
    ])
      expect(() => beginning(text), text).to.throw(/Expected a day, such as 2026-01-31/);
  });
});
