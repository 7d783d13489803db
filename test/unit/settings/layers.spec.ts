import { expect } from 'chai';
import { good, read, switched } from './read.js';

describe('layers of settings', () => {
  it('merge deeply, the stronger one last', () => {
    const { wording } = read(
      good,
      { site: { name: 'Site' }, events: { pause: false } },
      { events: { seek: false }, category: { id: 1 } },
      { category: { name: 'One' } }
    ).settings;
    expect(wording.site).to.include({ homePage: 'https://site.example', name: 'Site' });
    expect(wording.events).to.include({ pause: false, seek: false, play: true });
    expect(wording.category).to.deep.equal({ id: '1', name: 'One' });
  });

  it('null and undefined say nothing; a blank takes back what a weaker layer said', () => {
    const weak = { ...good, applicationName: 'Portal', linger: 9 };
    const said = read(weak, { applicationName: null, linger: undefined }).settings;
    expect([said.wording.applicationName, said.lrs?.linger]).to.deep.equal(['Portal', 9000]);
    const unsaid = read(weak, { applicationName: '', linger: '' }).settings;
    expect([unsaid.wording.applicationName, unsaid.lrs?.linger]).to.deep.equal([undefined, 5000]);
  });

  it('that are no objects say nothing', () => {
    const { settings, problems } = read(good, undefined, ['linger'], () => 1);
    expect([settings.lrs?.linger, problems.length]).to.deep.equal([5000, 0]);
  });

  it('both spellings of a setting are one, so that the stronger layer wins', () => {
    const { wording } = read(
      good,
      { sendAccountInfoInsteadOfEmail: 'No', user: { id: 'ann' } },
      { sendAccountinfoInsteadOfEmail: 'Yes', userId: 'bob' }
    ).settings;
    expect(wording.accountOnly).to.equal(true);
    expect(wording.viewer).to.deep.equal({ id: 'bob' });
  });

  it('a list of events and switches of events are one', () =>
    expect(read(good, { events: ['play'] }, { events: { seek: 'Yes' } }).settings.wording.events).to.deep.equal({
      ...switched(false),
      ...{ play: true, seek: true }
    }));

  it('another person does not inherit the name and the address of the one before', () => {
    const ann = { ...good, user: { id: 'ann', name: 'Ann', email: 'ann@x.org' } };
    const after = (user: object): object => read(ann, { user }).settings.wording.viewer;
    expect(after({ id: 'bob' })).to.deep.equal({ id: 'bob' });
    expect(after({ email: 'bob@x.org' })).to.deep.equal({ email: 'bob@x.org' });
    expect(after({ id: '', email: '' })).to.deep.equal({});
    expect(after({ id: 'ann', name: 'Anna' })).to.deep.equal({ id: 'ann', name: 'Anna', email: 'ann@x.org' });
    expect(after({ id: null, name: 'Anna' })).to.deep.equal({ id: 'ann', name: 'Anna', email: 'ann@x.org' });
  });

  it('cannot change what they are made of', () => {
    const layer = JSON.parse('{"__proto__": {"polluted": 1}, "user": {"__proto__": {"polluted": 1}}}') as object;
    read(good, layer);
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });
});
