import { expect } from 'chai';
import { plainReason } from '../../../src/server/collector/plain-reason.js';

describe('a reason as people read it', () => {
  for (const [given, expected] of [
    ['HTTP 400: Error 400 &lt;b&gt; &amp; &quot;no&quot; &#39;x&apos;', `HTTP 400: Error 400 <b> & "no" 'x'`],
    ['HTTP 400: &amp;lt;', 'HTTP 400: &lt;'],
    ['HTTP 502: 502 Bad Gateway 502 Bad Gateway nginx', 'HTTP 502: 502 Bad Gateway nginx'],
    ['HTTP 400: Error 400 400 Sorry &lt;b&gt;', 'HTTP 400: Error 400 Sorry <b>'],
    ['HTTP 503: no no service', 'HTTP 503: no no service'],
    ['no answer (CUT OFF)', 'no answer (CUT OFF)'],
    [
      'HTTP 200: {"code":"INVALID_KS","message":"Invalid KS","objectType":"KalturaAPIException"}',
      'HTTP 200: INVALID_KS: Invalid KS'
    ]
  ] as const)
    it(`${given} becomes ${expected}`, () => {
      expect(plainReason(given)).to.equal(expected);
    });
});
