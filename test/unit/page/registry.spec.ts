import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { interfaceText } from './interface-text.js';
import registry from './registry.json';

const FILE = 'src/page/page.ts';

describe('what bundles of several versions share on a page', () => {
  const text = interfaceText(FILE, 'Page');
  const version = Number(/playkit-js-xapi\/page@(\d+)/.exec(readFileSync(FILE, 'utf8'))?.[1]);

  it('is described with all that its methods take and give', () => {
    for (const name of [
      'Page',
      'Outbox',
      'TrackerPorts',
      'SharedIdentity',
      'Lane',
      'Parcel',
      'Draft',
      'DeliveryEvent',
      'Reply'
    ])
      expect(text).to.match(new RegExp(`(interface|type) ${name}\\b`));
    expect(text).not.to.contain('/**');
  });

  it('has a new version whenever its interface changes', () => {
    const now = { version, interface: createHash('sha1').update(text.replace(/\s+/g, ' ')).digest('hex') };
    const remedy =
      `The interface of ${FILE} is another one than in test/unit/page/registry.json. Raise the version in the file, unless it ` +
      `was raised since the last release, and write ${JSON.stringify(now)} there`;
    expect(now, remedy).to.deep.equal(registry);
  });
});
