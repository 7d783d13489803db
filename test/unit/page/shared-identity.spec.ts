import { expect } from 'chai';
import { createSharedIdentity } from '../../../src/page/shared-identity.js';

const ann = { user: { id: 'ann' }, endpoint: 'https://lrs.example', key: 'k' };
const bob = { userId: 'bob' };

describe('who the viewer is, said once on a page', () => {
  it('is shared between portal and players, and never from player to player; nothing else is', () => {
    const sharedIdentity = createSharedIdentity();
    sharedIdentity.lend({}, 'player', ann);
    expect(sharedIdentity.borrow('portal')).to.deep.equal({ user: { id: 'ann' } });
    expect(sharedIdentity.borrow('player')).to.deep.equal({});
    sharedIdentity.lend({}, 'portal', bob);
    expect(sharedIdentity.borrow('player')).to.deep.equal({ userId: 'bob' });
  });

  it('follows changes, also those in place, and tells of them', () => {
    const sharedIdentity = createSharedIdentity();
    const [player, told] = [{}, [] as unknown[]];
    const config = { user: { id: 'ann' } };
    const end = sharedIdentity.listen(() => told.push(sharedIdentity.borrow('portal')));
    sharedIdentity.lend(player, 'player', config);
    sharedIdentity.lend(player, 'player', config);
    config.user.id = 'bob';
    sharedIdentity.lend(player, 'player', config);
    sharedIdentity.lend(player, 'player', {});
    end();
    sharedIdentity.lend(player, 'player', config);
    expect(told).to.deep.equal([{ user: { id: 'ann' } }, { user: { id: 'bob' } }, {}]);
  });

  it('outlives who said it, until another one of that role says it', () => {
    const sharedIdentity = createSharedIdentity();
    const [first, second, silent] = [{}, {}, {}];
    sharedIdentity.lend(first, 'player', ann);
    sharedIdentity.leave(first);
    expect(sharedIdentity.borrow('portal')).to.deep.equal({ user: { id: 'ann' } });
    sharedIdentity.lend(silent, 'player', {});
    expect(sharedIdentity.borrow('portal')).to.deep.equal({ user: { id: 'ann' } });
    sharedIdentity.lend(second, 'player', bob);
    expect(sharedIdentity.borrow('portal')).to.deep.equal({ userId: 'bob' });
    sharedIdentity.lend(second, 'player', {});
    expect(sharedIdentity.borrow('portal')).to.deep.equal({});
  });
});
