import { expect } from 'chai';
import { reason, start, type Client } from './client.js';
import { statement, uuid } from './samples.js';

interface Page {
  readonly statements: readonly { readonly id: string; readonly stored: string }[];
  readonly more: string;
}

const ANN = { mbox: 'mailto:ann@example.org' };
const BOB = { account: { homePage: 'https://x.org', name: 'bob' } };
const q = (params: Readonly<Record<string, string>>): string => `statements?${new URLSearchParams(params).toString()}`;
/** Numbers of the sample ids, which are easier to read than UUIDs. */
const numbers = ({ statements }: Page): number[] => statements.map(({ id }) => Number(id.slice(-2)));

describe('record store: reading', () => {
  let client: Client;
  const page = async (params: Readonly<Record<string, string>>): Promise<Page> =>
    (await (await client.send(q(params))).json()) as Page;

  before(async () => {
    // A clock that stands still: the order must not depend on it.
    client = await start({ now: () => Date.UTC(2026, 0, 1) });
    const context = {
      registration: uuid(90),
      contextActivities: { category: [{ id: 'https://x.org/cat' }] },
      instructor: BOB
    };
    await client.send('statements', {
      body: [
        statement({ id: uuid(1), actor: ANN }),
        statement({ id: uuid(2), actor: BOB, verb: { id: 'http://x.org/seek' } }),
        statement({ id: uuid(3), actor: ANN, object: { id: 'https://x.org/film' }, context }),
        statement({ id: uuid(4), actor: { objectType: 'Group', member: [ANN, BOB] } }),
        statement({ id: uuid(5), actor: ANN, object: { objectType: 'Agent', ...BOB }, context: {} })
      ]
    });
  });
  after(() => client.close());

  const table: readonly (readonly [string, Readonly<Record<string, string>>, readonly number[]])[] = [
    ['everything, newest first', {}, [5, 4, 3, 2, 1]],
    ['oldest first', { ascending: 'true' }, [1, 2, 3, 4, 5]],
    ['a verb', { verb: 'http://x.org/seek' }, [2]],
    ['an activity', { activity: 'https://x.org/film' }, [3]],
    ['an activity that is only related', { activity: 'https://x.org/cat' }, []],
    ['related activities', { activity: 'https://x.org/cat', related_activities: 'true' }, [3]],
    ['an agent: as actor, as object, as member', { agent: JSON.stringify(BOB) }, [5, 4, 2]],
    ['related agents', { agent: JSON.stringify(BOB), related_agents: 'true' }, [5, 4, 3, 2]],
    ['a registration in another case', { registration: uuid(90).toUpperCase() }, [3]],
    ['until before all', { until: '2025-01-01T00:00:00Z' }, []],
    ['since before all', { since: '2025-01-01T00:00:00Z', verb: 'http://x.org/seek' }, [2]],
    ['two filters together', { agent: JSON.stringify(ANN), verb: 'http://x.org/seek' }, []]
  ];
  for (const [name, params, expected] of table) {
    it(`finds ${name}`, async () => {
      expect(numbers(await page(params))).to.deep.equal(expected);
    });
  }

  it('splits at since and until without gap or overlap', async () => {
    const all = (await page({ ascending: 'true' })).statements;
    const bound = all[2]?.stored ?? '';
    expect(numbers(await page({ until: bound, ascending: 'true' }))).to.deep.equal([1, 2, 3]);
    expect(numbers(await page({ since: bound, ascending: 'true' }))).to.deep.equal([4, 5]);
  });

  for (const ascending of ['true', 'false']) {
    it(`pages with more, ascending ${ascending}`, async () => {
      const found: number[] = [];
      let next = q({ limit: '2', ascending });
      for (let round = 0; round < 3; round += 1) {
        const answer = (await (await client.send(next)).json()) as Page;
        found.push(...numbers(answer));
        expect(answer.more === '', `round ${round}`).to.equal(round === 2);
        next = answer.more.replace('/lrs/t/xapi/', '');
      }
      expect(found).to.deep.equal(ascending === 'true' ? [1, 2, 3, 4, 5] : [5, 4, 3, 2, 1]);
    });
  }

  const refusals: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    ['an unknown parameter', { verbs: 'x' }, /"verbs" is unknown/],
    ['a verb that is no IRI', { verb: 'seek' }, /parameter verb must be an absolute IRI/],
    ['an agent that is no JSON', { agent: 'ann' }, /not JSON/],
    ['an agent with two identifiers', { agent: JSON.stringify({ ...ANN, ...BOB }) }, /exactly one/],
    ['a limit below 0', { limit: '-1' }, /limit/],
    ['since without a zone', { since: '2026-01-01T00:00:00' }, /since must be/],
    ['a flag that is none', { ascending: 'yes' }, /true or false/],
    ['statementId with a filter', { statementId: uuid(1), verb: 'http://x.org/seek' }, /does not go with/],
    ['both ids', { statementId: uuid(1), voidedStatementId: uuid(1) }, /does not go with/],
    ['an id that is none', { statementId: '1' }, /UUID/]
  ];
  for (const [name, params, why] of refusals) {
    it(`answers 400 to ${name}`, async () => {
      const response = await client.send(q(params));
      expect(response.status).to.equal(400);
      expect(await reason(response)).to.match(why);
    });
  }

  it('finds one by id, says when it was stored, and how far it is consistent', async () => {
    const response = await client.send(q({ statementId: uuid(3).toUpperCase() }));
    expect(response.status).to.equal(200);
    expect(response.headers.get('Last-Modified')).to.equal('Thu, 01 Jan 2026 00:00:00 GMT');
    expect(response.headers.get('X-Experience-API-Consistent-Through')).to.equal('2026-01-01T00:00:00.000Z');
    expect((await client.send(q({ statementId: uuid(77) }))).status).to.equal(404);
  });

  it('answers HEAD with the headers of GET and no body', async () => {
    const response = await client.send('statements', { method: 'HEAD' });
    expect(response.status).to.equal(200);
    expect(Number(response.headers.get('Content-Length'))).to.be.above(100);
    expect(await response.text()).to.equal('');
  });

  it('hides a voided statement, and shows it to whoever asks for it', async () => {
    const voiding = { verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, context: {} };
    const ref = (id: string): object => ({ objectType: 'StatementRef', id });
    await client.send('statements', { body: statement({ id: uuid(6), ...voiding, object: ref(uuid(2)) }) });
    await client.send('statements', { body: statement({ id: uuid(7), ...voiding, object: ref(uuid(6)) }) });
    expect(numbers(await page({}))).to.deep.equal([7, 6, 5, 4, 3, 1]);
    expect((await client.send(q({ statementId: uuid(2) }))).status).to.equal(404);
    expect((await client.send(q({ voidedStatementId: uuid(2) }))).status).to.equal(200);
    expect((await client.send(q({ voidedStatementId: uuid(6) }))).status, 'a voiding statement').to.equal(404);
  });
});
