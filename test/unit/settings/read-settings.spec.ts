import { expect } from 'chai';
import schema from '../../../settings.schema.json';
import type { Entry } from '../../../src/events/entry.js';
import { good, read, spoiled, switched } from './read.js';

const isFrozen = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));

describe('readSettings', () => {
  it('needs no more than an endpoint, a key and a secret, and has a default for all else', () => {
    const { settings, problems } = read(good);
    expect(problems).to.deep.equal([]);
    expect(settings).to.deep.equal({
      enabled: true,
      debug: false,
      viewing: { beaconInterval: 'quarters', videoEndPercent: 100, videoEndSeconds: 0, completionRule: 'reached' },
      wording: {
        viewer: {},
        accountOnly: false,
        hashEmail: false,
        sendCommentText: false,
        sendName: true,
        visit: true,
        anonymous: 'viewing',
        site: {
          homePage: 'https://site.example',
          productId: 'http://tincan-definitions.kaltura.com/products/mediaspace/1'
        },
        activityId: '{homePage}/media/t/{entryId}',
        categoryUrl: '{homePage}/category/{categoryId}',
        vocabulary: 'kaltura',
        verbs: {},
        events: { ...switched(true), terminated: false }
      },
      lrs: {
        url: 'https://lrs.example/xapi/statements',
        version: '1.0.3',
        auth: { type: 'basic', key: 'the-key', secret: 'the-secret' },
        headers: {},
        linger: 5000
      },
      stats: { enabled: 'auto', transport: 'post', ksInUrl: false, uniqueViewer: false },
      analytics: { playerEvents: false, fields: {} }
    });
  });

  it("reads the Xapi module's form as it is saved, and its typed equals, alike", () => {
    const form = {
      ...{ enabled: 'Yes', endpoint: 'https://lrs.example/xapi/', usePersonalOAuthToken: 'No', key: 'k', secret: 's' },
      ...{ sendAccountInfoInsteadOfEmail: 'Yes', videoEndPercent: '90', videoEndSeconds: '10' },
      ...{ beaconInterval: 'One percent', site: good.site }
    };
    const typed = {
      ...{ enabled: true, endpoint: 'https://lrs.example/xapi', usePersonalOAuthToken: false, key: 'k', secret: 's' },
      ...{ sendAccountInfoInsteadOfEmail: true, videoEndPercent: 90, videoEndSeconds: 10 },
      ...{ beaconInterval: 'onePercent', site: good.site }
    };
    expect(read(form)).to.deep.equal(read(typed));
    expect(read(form).problems).to.deep.equal([]);
    expect(read(form).settings.viewing).to.include({ beaconInterval: 'onePercent', videoEndPercent: 90 });
    expect(read(form).settings.wording.accountOnly).to.equal(true);
  });

  it('forgives case and spaces, the older spelling, and fields left blank', () => {
    const { settings, problems } = spoiled({
      ...{ enabled: ' yes ', beaconInterval: 'ONE  percent', sendAccountinfoInsteadOfEmail: 'YES' },
      ...{ videoEndPercent: '', videoEndSeconds: ' 3 ', applicationName: ' ', oauthToken: '', headers: null }
    });
    expect(problems).to.deep.equal([]);
    expect(settings.viewing).to.include({ beaconInterval: 'onePercent', videoEndPercent: 100, videoEndSeconds: 3 });
    expect(settings.wording).to.include({ accountOnly: true }).and.not.have.property('applicationName');
  });

  it('is frozen all through', () => {
    const { settings } = spoiled({ user: { id: 'a' }, headers: { A: 'b' }, verbs: { play: 'http://v/play' } });
    expect(isFrozen(settings)).to.equal(true);
  });

  describe('enabled', () => {
    for (const no of ['No', 'no', false, 'false'])
      it(`is off by one ${JSON.stringify(no)} in any layer, and nothing else is said`, () => {
        for (const layers of [
          [{ enabled: no }, good, { enabled: 'Yes' }],
          [{ ...good, linger: 99 }, { enabled: no }]
        ]) {
          const { settings, problems } = read(...layers);
          expect(settings.enabled).to.equal(false);
          expect(settings.lrs).to.equal(undefined);
          expect(problems).to.deep.equal([]);
        }
      });

    it('left out is on', () => expect(read({ ...good, enabled: '' }, undefined).settings.enabled).to.equal(true));

    it("honours the player's own disable", () => {
      expect(spoiled({ disable: true }).settings.enabled).to.equal(false);
      expect(spoiled({ disable: false })).to.deep.equal(read(good));
    });

    it('that cannot be read is off, with one problem', () => {
      const { settings, problems } = read(good, { enabled: 'maybe', linger: 99 });
      expect(settings.enabled).to.equal(false);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.include({ level: 'error', path: 'enabled', got: 'maybe' });
    });
  });

  it('leaves functions of the entry to whoever books an entry', () => {
    const functions = {
      category: ({ id }: Entry) => ({ id }),
      playbackContext: () => 'a',
      activityId: () => 'https://x'
    };
    const { settings, problems } = spoiled(functions);
    expect(settings.wording).to.include(functions);
    expect(problems).to.deep.equal([]);
  });

  it('never throws, whatever it is given', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const rubbish = [
      Symbol('s'),
      Object.create(null),
      NaN,
      10n,
      [],
      [Symbol('s')],
      {},
      () => 1,
      new Date(),
      cyclic,
      'x',
      -1
    ];
    for (const key of [...Object.keys(schema.properties), 'beforeSend', 'toString', '__proto__'])
      for (const value of rubbish) {
        const { problems } = read(good, { [key]: value }, { [key]: { id: value, play: value } });
        expect(() => JSON.stringify([problems, spoiled({ [key]: value }).problems])).not.to.throw();
      }
  });
});
