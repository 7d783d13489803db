import { expect } from 'chai';
import { IdJudge, judgeExchange, judgeIds, type Exchange } from '../../support/judges/unique-ids.js';

const request = (requestId: string, ids: readonly string[], status = 200, reason?: string) => ({
  requestId,
  ids,
  status,
  ...(reason !== undefined && { reason })
});
const arrival = (id: string, requestId: string, replay = false) => ({ id, requestId, replay });

describe('the judge of ids', () => {
  it('tells of each id that is there twice, once', () => {
    expect(judgeIds(['a', 'b', 'c'])).to.deep.equal([]);
    expect(judgeIds(['a', 'b', 'a', 'a'])).to.deep.equal(['ids: 3 statements have the id a']);
    const judge = new IdJudge();
    for (const id of ['a', 'b']) judge.hear({ statement: { id } });
    judge.check();
    judge.hear({ statement: { id: 'b' } });
    expect(() => judge.check()).to.throw('ids: 2 statements have the id b');
  });

  it('lets a statement come again whose answer nobody had', () => {
    const lost: Exchange = {
      requests: [request('r1', ['a', 'b'], 0), request('r2', ['a', 'b'])],
      arrivals: [arrival('a', 'r1'), arrival('b', 'r1'), arrival('a', 'r2', true), arrival('b', 'r2', true)]
    };
    expect(judgeExchange(lost)).to.deep.equal([]);
  });

  it('tells of one that came again after it was taken, unless who was told is gone', () => {
    const again: Exchange = {
      requests: [request('r1', ['a']), request('r2', ['a'])],
      arrivals: [arrival('a', 'r1'), arrival('a', 'r2', true)]
    };
    expect(judgeExchange(again)).to.deep.equal(['ids: a came again after it was taken']);
    expect(judgeExchange(again, true)).to.deep.equal([]);
  });

  it('tells of two statements with one id, in two requests and in one', () => {
    const known = 'statement a is known with other content';
    expect(
      judgeExchange({ requests: [request('r1', ['a']), request('r2', ['a'], 409, known)], arrivals: [] }, true)
    ).to.deep.equal([`ids: ${known}`]);
    expect(judgeExchange({ requests: [request('r1', ['a', 'a'], 400)], arrivals: [] })).to.deep.equal([
      'ids: 2 statements have the id a'
    ]);
  });
});
