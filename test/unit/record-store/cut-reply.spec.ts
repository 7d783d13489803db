import { expect } from 'chai';
import { start, type Client } from './client.js';
import { statement, uuid } from './samples.js';

describe('record store: the fault cutReply', () => {
  let client: Client;
  before(async () => {
    client = await start();
  });
  after(() => client.close());

  it('stores, promises all of an answer, and hangs up after half of it', async () => {
    await client.control('faults', { cutReply: true, times: 1 });
    const post = () => client.send('statements', { body: statement({ id: uuid(1) }) });
    const answer = await post();
    expect(answer.status).to.equal(200);
    const error = await answer.text().then(
      () => undefined,
      (reason: unknown) => reason
    );
    expect(error).to.be.instanceOf(TypeError);
    expect((await client.received()).map(({ id }) => id)).to.deep.equal([uuid(1)]);
    expect((await post()).status).to.equal(200);
    expect((await client.requests()).map(({ status }) => status)).to.deep.equal([0, 200]);
  });
});
