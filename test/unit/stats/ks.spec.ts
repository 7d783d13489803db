import { expect } from 'chai';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { userOf } from '../../../src/kaltura/ks.js';

/** As Kaltura's servers make those of version 1. */
function ksOf(user: string, type = 0, privileges = ''): string {
  const info = `1234;1234;1999999999;${type};0.123;${user};${privileges};;`;
  const hash = createHash('sha1').update(`secret${info}`).digest('hex');
  return Buffer.from(`${hash}|${info}`).toString('base64');
}

describe('the user of a KS', () => {
  it('is read where it can be', () => {
    expect(userOf(ksOf('viewer@example.com'))).to.equal('viewer@example.com');
    expect(userOf(ksOf('jürgen', 2, 'list:*,edit:*'))).to.equal('jürgen');
    expect(userOf(` ${ksOf('a')} `)).to.equal('a');
  });

  it('is none of nobody, of a widget, and of another partner', () => {
    for (const ks of [ksOf(''), ksOf('0'), ksOf('0', 0, 'view:*,widget:1')]) expect(userOf(ks)).to.equal(undefined);
    expect(userOf(ksOf('john'), 1234)).to.equal('john');
    expect(userOf(ksOf('john'), 99)).to.equal(undefined);
  });

  it('is not to be had of version 2, and rubbish does no harm', () => {
    const second = Buffer.from('v2|1234|' + '\x93'.repeat(64), 'latin1').toString('base64url');
    for (const ks of [
      second,
      '',
      'ks',
      '!!!',
      null,
      undefined,
      42,
      {},
      Object.create(null),
      Symbol(),
      'x'.repeat(9999)
    ]) {
      expect(userOf(ks)).to.equal(undefined);
    }
    expect(userOf(Buffer.from('hash|1;2;3;0;5;john;;;').toString('base64'))).to.equal(undefined);
    fc.assert(fc.property(fc.string(), (text) => userOf(text) === undefined));
    fc.assert(fc.property(fc.base64String(), (text) => userOf(text) === undefined));
  });
});
