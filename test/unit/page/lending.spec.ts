import { expect } from 'chai';
import { createLending } from '../../../src/page/lending.js';

const ann = { user: { id: 'ann' }, endpoint: 'https://lrs.example', key: 'k' };
const bob = { userId: 'bob' };

describe('who the viewer is, said once on a page', () => {
  it('is lent between portal and players, and never from player to player; nothing else is', () => {
    const lending = createLending();
    lending.lend({}, 'player', ann);
    expect(lending.borrow('portal')).to.deep.equal({ user: { id: 'ann' } });
    expect(lending.borrow('player')).to.deep.equal({});
    lending.lend({}, 'portal', bob);
    expect(lending.borrow('player')).to.deep.equal({ userId: 'bob' });
  });

  it('follows changes, also those in place, and tells of them', () => {
    const lending = createLending();
    const [player, told] = [{}, [] as unknown[]];
    const config = { user: { id: 'ann' } };
    const end = lending.listen(() => told.push(lending.borrow('portal')));
    lending.lend(player, 'player', config);
    lending.lend(player, 'player', config);
    config.user.id = 'bob';
    lending.lend(player, 'player', config);
    lending.lend(player, 'player', {});
    end();
    lending.lend(player, 'player', config);
    expect(told).to.deep.equal([{ user: { id: 'ann' } }, { user: { id: 'bob' } }, {}]);
  });

  it('outlives who said it, until another one of that role says it', () => {
    const lending = createLending();
    const [first, second, silent] = [{}, {}, {}];
    lending.lend(first, 'player', ann);
    lending.leave(first);
    expect(lending.borrow('portal')).to.deep.equal({ user: { id: 'ann' } });
    lending.lend(silent, 'player', {});
    expect(lending.borrow('portal')).to.deep.equal({ user: { id: 'ann' } });
    lending.lend(second, 'player', bob);
    expect(lending.borrow('portal')).to.deep.equal({ userId: 'bob' });
    lending.lend(second, 'player', {});
    expect(lending.borrow('portal')).to.deep.equal({});
  });
});
