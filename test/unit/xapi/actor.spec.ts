import { expect } from 'chai';
import { Script } from '../viewing/script.js';
import { statementsOf } from './encode-context.js';
import type { XapiConfig } from '../../../src/settings/config.js';

const account = (name: string) => ({ name, homePage: 'https://example.mediaspace.kaltura.com' });

describe('who did it', () => {
  const script = new Script({}, false, 40).start();
  const actorFor = (config: XapiConfig): unknown => statementsOf(script, config)[0]?.actor;
  const user = { id: 'johnuser', name: 'John User', email: 'john@example.com' };

  const cases: readonly [string, XapiConfig, object][] = [
    ['No: the e-mail', { user, sendAccountInfoInsteadOfEmail: 'No' }, { mbox: 'mailto:john@example.com' }],
    ['Yes: only user id and site', { user, sendAccountInfoInsteadOfEmail: 'Yes' }, { account: account('johnuser') }],
    ['no e-mail: user id and site', { user: { id: 'johnuser', name: 'John User' } }, { account: account('johnuser') }],
    ['an e-mail alone', { user: { name: 'John User', email: 'j@example.com' } }, { mbox: 'mailto:j@example.com' }]
  ];
  for (const [name, config, identity] of cases) {
    it(name, () => expect(actorFor(config)).to.deep.equal({ objectType: 'Agent', name: 'John User', ...identity }));
  }

  it('no name goes with a hash, with somebody who is not known, or where sendName is No', () => {
    const named = (config: XapiConfig): boolean => 'name' in (JSON.parse(JSON.stringify(actorFor(config))) as object);
    expect(named({ user })).to.equal(true);
    expect(named({ user: { ...user, emailSha1: 'f'.repeat(40) } as never, hashEmail: 'Yes' })).to.equal(false);
    expect(named({ user, hashEmail: 'Yes' })).to.equal(false);
    expect(named({ user: { name: 'John User' } })).to.equal(false);
    expect(named({ user, sendName: 'No' })).to.equal(false);
    expect(named({ user, sendName: 'No', sendAccountInfoInsteadOfEmail: 'Yes' })).to.equal(false);
    // As the guide's own sample does.
    expect(named({ user, sendAccountInfoInsteadOfEmail: 'Yes', hashEmail: 'Yes' })).to.equal(true);
  });

  it('nobody known: a name of its own', () => {
    expect(actorFor({ user: {} })).to.deep.equal({ objectType: 'Agent', account: account('anonymous-1') });
  });

  it('hashEmail without a hash never falls back to the e-mail', () => {
    expect(actorFor({ user, hashEmail: true })).to.deep.include({ account: account('johnuser') });
  });
});
