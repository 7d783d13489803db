import { expect } from 'chai';
import { redact } from '../../../src/delivery/redact.js';

describe('what a destination quotes back at us', () => {
  const request = {
    url: 'https://lrs.example',
    method: 'POST',
    headers: { Authorization: 'Basic a2V5OnNlY3JldA==' }
  } as const;

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
});
