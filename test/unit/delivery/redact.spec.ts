import { expect } from 'chai';
import { mask, redact } from '../../../src/delivery/redact.js';

const request = {
  url: 'https://lrs.example',
  method: 'POST',
  headers: { Authorization: 'Basic a2V5OnNlY3JldA==' }
} as const;

describe('what a destination quotes back at us', () => {
  it('has no credential in it: neither as it was sent nor as it was given, nor a header of the site', () => {
    const secrets = ['my-key', 's3cr3t', 'gate-7'];
    const text = 'no user my-key with s3cr3t (Basic a2V5OnNlY3JldA==, a2V5OnNlY3JldA==) through gate-7';
    expect(redact(text, 'Basic a2V5OnNlY3JldA==', request, secrets)).to.equal(
      'no user *** with *** (***, ***) through ***'
    );
  });

  it('keeps the words that are no secret', () => {
    expect(redact('statement 3 has no verb', 'Basic a2V5OnNlY3JldA==', request)).to.equal('statement 3 has no verb');
  });

  const SECRETS = ['s/c+r=t&<"ä\' x', 'a2V5/OnNl+3Jl==', 'k'.repeat(20) + '/&'.repeat(400)];
  const each = (secret: string, encode: (code: number) => string): string =>
    [...secret].map((char) => encode(char.codePointAt(0) ?? 0)).join('');
  const percent = (text: string): string =>
    text.replace(/%..|[^%]/g, (part) => (part[0] === '%' ? part : encodeURIComponent(part)));
  const html = (text: string): string =>
    text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;').replace(/'/g, '&#039;');
  const json = (text: string): string => JSON.stringify(text).slice(1, -1);
  const SHAPES: readonly (readonly [name: string, quote: (secret: string) => string])[] = [
    ['plain', (secret) => secret],
    ['in JSON', json],
    ['in JSON of PHP', (secret) => json(secret).replace(/\//g, '\\/')],
    ['in JSON in JSON', (secret) => json(json(secret))],
    ['in JSON, all in codes', (secret) => each(secret, (code) => `\\u${code.toString(16).padStart(4, '0')}`)],
    [
      'in JSON, codes in capitals',
      (secret) => each(secret, (code) => `\\u${code.toString(16).padStart(4, '0').toUpperCase()}`)
    ],
    ['in an address', percent],
    ['in an address, small letters', (secret) => percent(secret).replace(/%../g, (part) => part.toLowerCase())],
    ['in an address, twice', (secret) => percent(secret).replace(/%/g, '%25')],
    ['in a form', (secret) => new URLSearchParams({ a: secret }).toString().slice(2)],
    ['in HTML', html],
    ['in HTML, twice', (secret) => html(html(secret))],
    ['in HTML, all in numbers', (secret) => each(secret, (code) => `&#${code};`)],
    [
      'in HTML, all in hexadecimal numbers',
      (secret) => each(secret, (code) => `&#x${code.toString(16).toUpperCase()};`)
    ],
    ['in HTML in JSON', (secret) => json(html(secret))]
  ];
  for (const [name, quote] of SHAPES)
    it(`has no credential in it: ${name}`, () => {
      for (const secret of SECRETS)
        expect(mask(`no such user: ${quote(secret)}, said twice: ${quote(secret)} `, [secret]), secret).to.match(
          /^no such user: \*\*\*,? ?said twice: \*\*\* ?$/
        );
    });

  it('is read in a time that grows with its length', () => {
    const secrets = ['\\\\\\\\'.repeat(20), '%%%%%%', '&&&&&&', 'abcdefgh'];
    for (const char of ['\\', '%', '&', '%25', '&amp;', '&#0', 'a'])
      expect(mask(char.repeat(16_384 / char.length) + '!', secrets)).to.be.a('string');
  });
});
