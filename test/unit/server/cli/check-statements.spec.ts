import { expect } from 'chai';
import { checkStatements } from '../../../../src/server/commands/collect/check-statements.js';
import type { Statement } from '../../../../src/xapi/statement.js';

const STATEMENT: Statement = {
  id: '7ba7b810-9dad-41d1-80b4-00c04fd430c8',
  actor: { objectType: 'Agent', account: { name: 'john', homePage: 'https://example.edu' } },
  verb: { id: 'http://activitystrea.ms/schema/1.0/play', display: { en: 'played' } },
  object: { objectType: 'Activity', id: 'https://example.edu/media/t/0_abc' },
  result: undefined,
  context: {
    registration: '7ba7b810-9dad-41d1-80b4-00c04fd430c9',
    contextActivities: { category: [], other: [] },
    extensions: {}
  },
  timestamp: '2026-01-05T09:00:00.000Z'
};

describe('Checking statements', () => {
  it('finds nothing in one that is valid; what is undefined is not sent', () => {
    expect(checkStatements([STATEMENT, STATEMENT], '1.0')).to.deep.equal([]);
  });

  it('says of which one what is wrong', () => {
    const context = { ...STATEMENT.context, registration: 'first try' };
    const wrong = checkStatements([STATEMENT, { ...STATEMENT, context }], '1.0');
    expect(wrong).to.deep.equal(['played.context.registration must be a UUID, not "first try"']);
  });

  it('knows what the editions differ in', () => {
    const hours = [{ ...STATEMENT, timestamp: '2026-01-05T09:00Z' }];
    expect(checkStatements(hours, '1.0')).to.deep.equal([]);
    expect(checkStatements(hours, '2.0')).to.have.length(1);
  });
});
