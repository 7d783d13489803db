import { expect } from 'chai';
import { judgeStatement } from '../../support/judges/judge-statement.js';
import { judgeSession } from '../../support/judges/video-session.js';
import { goodSession, PUBLISHED, REPAIRED } from '../../unit/judges/samples.js';

// Their own tests run in Node (test/unit/judges). The validator looks for its rules by name when it runs, which a
// bundle could break without a word.
describe('the judges, bundled', () => {
  it('find fault with the published sample, and none with the repaired one', () => {
    expect(judgeStatement(PUBLISHED).join('\n')).to.match(/1\.0\.3: statement\.object: .*RequiredWarning/);
    expect(judgeStatement(REPAIRED)).to.deep.equal([]);
  });

  it('accept a good session', () => {
    expect(goodSession().flatMap(judgeStatement)).to.deep.equal([]);
    expect(judgeSession(goodSession(), { over: true })).to.deep.equal([]);
  });
});
