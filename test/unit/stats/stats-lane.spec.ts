import { expect } from 'chai';
import { verdict } from '../../../src/delivery/verdict.js';
import { statsLane, type StatsRoad } from '../../../src/stats/lane.js';

const ROAD: StatsRoad = {
  transport: 'post',
  url: 'https://kaltura.example/service/stats/action/collect',
  owner: 'john'
};
const GET: StatsRoad = { ...ROAD, transport: 'get', url: 'https://stats.example/api_v3/index.php' };
const KS = 'djJ8MTIzNHw=+/x&y';

const EXCEPTION = '{"objectType":"KalturaAPIException","code":"INVALID_KS","message":"Invalid KS"}';

describe('the lane to the stats', () => {
  it('posts a form, with the KS at its end', () => {
    const { url, method, headers, body } = statsLane(ROAD).seal(['format=1&a=b'], KS);
    expect([url, method]).to.deep.equal([ROAD.url, 'POST']);
    expect(headers).to.deep.equal({ 'Content-Type': 'application/x-www-form-urlencoded' });
    expect([...new URLSearchParams(body)]).to.deep.equal([
      ['format', '1'],
      ['a', 'b'],
      ['ks', KS]
    ]);
    expect(statsLane(ROAD).seal(['a=b'], '').body).to.equal('a=b');
  });

  it('gets with everything in the address, and the KS only when that is asked for', async () => {
    const ks = () => KS;
    const shy = statsLane({ ...GET, ks });
    expect(await shy.credential()).to.equal('');
    expect(shy.seal(['service=stats'], '')).to.deep.equal({
      url: `${GET.url}?service=stats`,
      method: 'GET',
      headers: {}
    });
    const open = statsLane({ ...GET, ks, ksInUrl: true });
    const { url, body } = open.seal(['service=stats'], await open.credential());
    expect(new URL(url).searchParams.get('ks')).to.equal(KS);
    expect(body).to.equal(undefined);
  });

  it('both: a form with the KS, and the same in the address without it; what another transport left goes as it was', async () => {
    const both = statsLane({ ...ROAD, transport: 'both', ks: () => KS, ksInUrl: true });
    const credential = await both.credential();
    expect(credential).to.equal(KS);
    const { url, method, headers, body } = both.seal(['service=stats&action=collect&a=1\nformat=1&b=2'], credential);
    expect([url, method]).to.deep.equal([`${ROAD.url}?service=stats&action=collect&a=1`, 'POST']);
    expect(headers).to.deep.equal({ 'Content-Type': 'application/x-www-form-urlencoded' });
    expect([...new URLSearchParams(body)]).to.deep.equal([
      ['format', '1'],
      ['b', '2'],
      ['ks', KS]
    ]);
    expect(both.seal(['a=b'], '')).to.include({ url: ROAD.url, method: 'POST', body: 'a=b' });
    expect(statsLane(ROAD).seal(['a=1\nb=2'], '')).to.include({ url: `${ROAD.url}?a=1`, body: 'b=2' });
  });

  it('sends one at a time and at once, in a lane of its owner and its address', () => {
    const lane = statsLane({ ...ROAD, ks: () => KS });
    expect(lane).to.include({ batch: 1, linger: 0 });
    const ids = [lane, statsLane(GET), statsLane({ ...ROAD, owner: 'jane' })].map(({ id }) => JSON.stringify(id));
    expect(lane.id.destination).to.equal('stats');
    expect(new Set(ids).size).to.equal(3);
    expect(ids.join()).to.not.include(KS);
  });

  it('asks for the KS, sync or async, and again after a refusal', async () => {
    for (const wrap of [(ks: string) => ks, async (ks: string) => ks]) {
      let count = 0;
      const lane = statsLane({ ...ROAD, ks: () => wrap(`ks-${++count}`) });
      expect(await lane.credential()).to.equal('ks-1');
      expect(await lane.credential('ks-1')).to.equal('ks-2');
    }
  });

  it('goes without a KS where there is none, and waits where asking for it fails', async () => {
    for (const none of [undefined, null, '', 42, {}]) {
      expect(await statsLane({ ...ROAD, ks: () => none }).credential()).to.equal('');
    }
    expect(await statsLane(ROAD).credential()).to.equal('');
    const broken = statsLane({ ...ROAD, ks: () => Promise.reject(new Error('no')) });
    expect(
      await broken.credential().then(
        () => 'given',
        () => 'failed'
      )
    ).to.equal('failed');
  });

  it("never takes another person's KS", async () => {
    let isMine = true;
    let give = (_: string): void => {};
    const lane = statsLane({ ...ROAD, ks: () => new Promise((resolve) => (give = resolve)), isCurrent: () => isMine });
    const late = lane.credential();
    isMine = false;
    give("another's");
    expect(await late).to.equal('');
    expect(await lane.credential()).to.equal('');
    isMine = true;
    const mine = lane.credential();
    give('mine');
    expect(await mine).to.equal('mine');
    isMine = false;
    expect(await lane.credential()).to.equal('mine');
  });

  it('keeps the KS in all forms among its secrets', async () => {
    const lane = statsLane({ ...ROAD, ks: () => 'djJ8/MTI=' });
    await lane.credential();
    expect(lane.secrets).to.deep.equal(['djJ8/MTI=', 'djJ8%2FMTI%3D', 'djJ8\\/MTI=']);
  });

  const ANSWERS: readonly (readonly [string, boolean])[] = [
    ['true', true],
    ['null', true],
    ['', true],
    [' \n', true],
    ['Kaltura', true],
    ['Kaltura\n', true],
    ['1', true],
    ['1459671407.25', true],
    ['false', false],
    ['{}', false],
    ['"true"', false],
    ['Kaltura is down', false],
    ['<html>Kaltura</html>', false],
    ['<?xml version="1.0"?><xml><result>1</result></xml>', false],
    [EXCEPTION, false]
  ];
  for (const [body, taken] of ANSWERS) {
    it(`${JSON.stringify(body)} is ${taken ? 'an' : 'no'} acceptance`, () => {
      expect(statsLane(ROAD).accepted({ status: 200, body }, ['id'])).to.equal(taken);
    });
  }

  it('its answers mean what they should', () => {
    const meaning = (status: number, body: string) => {
      const reply = { status, body };
      return verdict('stats', 1, reply, statsLane(ROAD).accepted(reply, ['id'])).type;
    };
    const exception = (code: string) => EXCEPTION.replace('INVALID_KS', code);
    expect(meaning(200, 'true')).to.equal('sent');
    expect(meaning(200, EXCEPTION)).to.equal('credential');
    expect(meaning(200, exception('ACTION_BLOCKED'))).to.equal('retry');
    for (const code of [
      'MISSING_MANDATORY_PARAMETER',
      'INVALID_ENUM_VALUE',
      'SERVICE_FORBIDDEN',
      'INVALID_PARAMETER_CHAR'
    ])
      expect(meaning(200, exception(code)), code).to.equal('refuse');
    expect(meaning(200, '<html>Sign in</html>')).to.equal('pause');
    expect([meaning(400, ''), meaning(401, ''), meaning(404, '')]).to.deep.equal(['refuse', 'credential', 'pause']);
    for (const status of [0, 408, 429, 500, 502, 503]) expect(meaning(status, ''), String(status)).to.equal('retry');
  });
});
