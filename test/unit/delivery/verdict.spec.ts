import { expect } from 'chai';
import type { Reply } from '../../../src/delivery/ports.js';
import { verdict, type Destination, type Verdict } from '../../../src/delivery/verdict.js';

/** The table of DESIGN section 6, written once more: [lrs single, lrs batch, stats single, stats batch]. */
const TABLE: Record<number, readonly [string, string, string, string]> = {
  0: ['retry', 'retry', 'retry', 'retry'],
  200: ['pause', 'pause', 'pause', 'pause'],
  204: ['pause', 'pause', 'pause', 'pause'],
  301: ['pause', 'pause', 'pause', 'pause'],
  302: ['pause', 'pause', 'pause', 'pause'],
  304: ['pause', 'pause', 'pause', 'pause'],
  400: ['refuse?', 'halve parcels', 'refuse', 'halve parcels'],
  401: ['credential', 'credential', 'credential', 'credential'],
  403: ['credential', 'credential', 'credential', 'credential'],
  404: ['pause', 'pause', 'pause', 'pause'],
  405: ['pause', 'pause', 'pause', 'pause'],
  406: ['pause', 'pause', 'pause', 'pause'],
  408: ['retry', 'retry', 'retry', 'retry'],
  409: ['sent', 'halve parcels', 'refuse', 'halve parcels'],
  410: ['pause', 'pause', 'pause', 'pause'],
  413: ['refuse', 'halve bytes', 'refuse', 'halve bytes'],
  415: ['pause', 'pause', 'pause', 'pause'],
  418: ['pause', 'pause', 'pause', 'pause'],
  422: ['refuse?', 'halve parcels', 'refuse', 'halve parcels'],
  425: ['retry', 'retry', 'retry', 'retry'],
  429: ['retry', 'retry', 'retry', 'retry'],
  500: ['retry!', 'retry!', 'retry!', 'retry!'],
  501: ['pause', 'pause', 'pause', 'pause'],
  502: ['retry!', 'retry!', 'retry!', 'retry!'],
  503: ['retry', 'retry', 'retry', 'retry'],
  504: ['retry!', 'retry!', 'retry!', 'retry!'],
  511: ['retry!', 'retry!', 'retry!', 'retry!']
};

/** In one word: `?` doubtful, `!` suspect. */
const short = (given: Verdict): string => {
  switch (given.type) {
    case 'halve':
      return `halve ${given.by}`;
    case 'refuse':
      return given.doubtful ? 'refuse?' : 'refuse';
    case 'retry':
      return given.suspect ? 'retry!' : 'retry';
    default:
      return given.type;
  }
};
const judge = (to: Destination, count: number, reply: Partial<Reply>, accepted = false): Verdict =>
  verdict(to, count, { status: 200, body: '', ...reply }, accepted);
const reason = (reply: Partial<Reply>): string => {
  const given = judge('lrs', 1, reply);
  return given.type === 'sent' ? '' : given.reason;
};

describe('verdict', () => {
  for (const to of ['lrs', 'stats', 'analytics'] as const)
    for (const [status, row] of Object.entries(TABLE))
      for (const count of [1, 2, 50]) {
        const expected = row[(to === 'lrs' ? 0 : 2) + (count > 1 ? 1 : 0)] ?? '';
        it(`${to} ${status} for ${count}: ${expected}`, () => {
          expect(short(judge(to, count, { status: Number(status) }))).to.equal(expected);
        });
      }

  it('is "sent" for a 2xx that the lane accepts, and for no other status', () => {
    for (let status = 0; status < 700; status++)
      expect(judge('lrs', 2, { status }, true).type === 'sent', String(status)).to.equal(status >= 200 && status < 300);
  });

  it('has a reason with the status for everything else', () => {
    for (let status = 1; status < 700; status++)
      if (status !== 409) expect(reason({ status }), String(status)).to.contain(`HTTP ${status}`);
  });

  it('takes a redirect for a misconfiguration, whatever its status is', () => {
    for (const status of [0, 200, 301, 404])
      expect(judge('lrs', 1, { status, redirected: true })).to.deep.include({ type: 'pause' });
    expect(reason({ status: 0, redirected: true })).to.contain('redirected');
  });

  it('reads the refusals that api_v3 puts into a 200', () => {
    const exception = (code: string): Partial<Reply> => ({
      body: `{"objectType":"KalturaAPIException","code":"${code}","message":"m"}`
    });
    for (const to of ['lrs', 'stats', 'analytics'] as const) {
      expect(judge(to, 1, exception('ACTION_BLOCKED'), true)).to.include({ type: 'retry', suspect: false });
      expect(judge(to, 1, exception('INVALID_KS'), true)).to.include({ type: 'credential' });
      expect(judge(to, 1, exception('PROPERTY_VALIDATION_CANNOT_BE_NULL'), true)).to.include({ type: 'refuse' });
    }
    expect(judge('lrs', 2, exception('X'))).to.include({ type: 'halve' });
    // What an LRS quotes from us in an error is no exception of api_v3.
    expect(judge('lrs', 1, { status: 503, ...exception('X') })).to.include({ type: 'retry' });
  });

  it('does not suspect the parcel where Retry-After says that it is about time', () => {
    expect(judge('lrs', 1, { status: 500, retryAfter: '5' })).to.include({ suspect: false });
  });

  it('says it in words: no markup, 200 characters at most', () => {
    expect(reason({ status: 400, body: '<html>\n<title>Bad</title> <b>actor</b> &c' })).to.equal(
      'HTTP 400: Bad actor &c'
    );
    expect(reason({ status: 400, body: 'x'.repeat(5000) })).to.equal(`HTTP 400: ${'x'.repeat(200)}`);
    expect(reason({ status: 0 })).to.contain('no answer');
  });
});
