import { expect } from 'chai';
import { readSettings } from '../../../src/settings/read-settings.js';
import { good, page, read, spoiled } from './read.js';

describe('identity', () => {
  const cases: readonly (readonly [settings: object, viewer: object, paths: readonly string[]])[] = [
    [{ user: { id: 7, name: ' Ann ', email: 'mailto:ann@x.org' } }, { id: '7', name: 'Ann', email: 'ann@x.org' }, []],
    [{ userId: 'ann' }, { id: 'ann' }, []],
    [{ userId: 'ann', user: { name: 'Ann' } }, { id: 'ann', name: 'Ann' }, []],
    [{ user: { id: 'ann', email: 'ann' } }, { id: 'ann' }, ['user.email']],
    [{ user: { id: 'ann', email: 'ann@localhost' } }, { id: 'ann' }, ['user.email']],
    [{ user: { id: '', name: '', email: 'a@b.c' } }, { email: 'a@b.c' }, ['user.id', 'user.name']],
    [{ user: { id: {}, name: 4 } }, { name: '4' }, ['user.id']],
    [{ user: 'ann' }, {}, ['user']],
    [{ user: { id: null } }, {}, []]
  ];
  for (const [settings, viewer, paths] of cases)
    it(`${JSON.stringify(settings)} is ${JSON.stringify(viewer)}; the rest is a warning`, () => {
      const reading = spoiled(settings);
      expect(reading.settings.wording.viewer).to.deep.equal(viewer);
      expect(reading.problems.map(({ path }) => path)).to.deep.equal(paths);
      expect(reading.problems.every(({ level, code }) => level === 'warning' && code === 'bad-identity')).to.equal(
        true
      );
      expect(reading.settings.lrs).to.be.an('object');
    });
});

describe('the site', () => {
  const cases: readonly (readonly [homePage: unknown, origin: string, is: string, warned: boolean])[] = [
    ['https://site.example/kms//', 'https://page.example', 'https://site.example/kms', false],
    ['site.example', 'https://page.example', 'https://page.example', true],
    ['ftp://site.example', 'https://page.example', 'https://page.example', true],
    ['https://', 'https://page.example', 'https://page.example', true],
    ['', 'https://page.example', 'https://page.example', true],
    [undefined, 'https://page.example', 'https://page.example', true],
    [undefined, 'null', 'https://unknown.invalid', true],
    [undefined, 'file://', 'https://unknown.invalid', true],
    [undefined, '', 'https://unknown.invalid', true]
  ];
  for (const [homePage, origin, is, warned] of cases)
    it(`homePage ${JSON.stringify(homePage)} on ${origin} is ${is}`, () => {
      const { settings, problems } = readSettings([{ ...good, site: { homePage } }], { origin });
      expect(settings.wording.site.homePage).to.equal(is);
      expect(problems.map(({ level, code, path }) => `${level} ${code} ${path}`)).to.deep.equal(
        warned ? ['warning bad-site site.homePage'] : []
      );
      expect(settings.lrs).to.be.an('object');
    });

  it('left out altogether is the origin, with a warning', () => {
    const { settings, problems } = read({ ...good, site: null });
    expect(settings.wording.site.homePage).to.equal(page.origin);
    expect(problems.map(({ path }) => path)).to.deep.equal(['site.homePage']);
    expect(problems[0]?.message).to.include("page's origin is used");
  });

  it('that is no object is an error', () => {
    const { settings, problems } = spoiled({ site: 'https://x' });
    expect(problems.map(({ level, path }) => `${level} ${path}`)).to.deep.equal(['error site']);
    expect(settings.wording.site.homePage).to.equal(page.origin);
  });
});
