import Ajv from 'ajv';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { makeSettingsSchema, schemaPath } from '../../../scripts/settings-schema';
import schema from '../../../settings.schema.json';
import { good, read, spoiled } from './read.js';

const isValid = new Ajv({ allowUnionTypes: true }).compile(schema);

/** The settings files that a page of docs/ shows, letter by letter. */
const samplesOf = (page: string): readonly object[] =>
  [...readFileSync(path.resolve(__dirname, '../../../docs', page), 'utf8').matchAll(/^```json\n([\s\S]*?)```/gm)].map(
    ([, text = '']) => JSON.parse(text) as object
  );

describe('settings.schema.json', () => {
  it('is what the types say: npm run schema', async function () {
    this.timeout(30_000);
    expect(readFileSync(schemaPath, 'utf8')).to.equal(await makeSettingsSchema());
  });

  it("names defaults that are the parser's", () => {
    const defaults = Object.entries(schema.properties).flatMap(([key, rule]) =>
      'default' in rule ? [[key, rule.default] as const] : []
    );
    expect(defaults.map(([key]) => key)).to.include.members(['videoEndPercent', 'activityId', 'linger', 'xapiVersion']);
    const productId = schema.properties.site.properties.productId.default;
    expect(read(good, { ...Object.fromEntries(defaults), site: { productId } })).to.deep.equal(read(good));
  });

  const right: readonly object[] = [
    { enabled: 'Yes', usePersonalOAuthToken: false, hashEmail: 'No', debug: true, disable: false },
    { videoEndPercent: '0.5', videoEndSeconds: '3', beaconInterval: 'One percent' },
    { videoEndPercent: 100, videoEndSeconds: 0, beaconInterval: 'quarters', linger: 60 },
    { videoEndPercent: '', linger: '0', language: 'zh-Hans-CN', applicationName: '' },
    { user: { id: 5, name: 'A', email: 'a.b+c@d.org' }, userId: 'x', site: { name: 'S', productId: 'urn:a' } },
    { category: { id: 1, name: 'One', url: 'https://x/1' }, playbackContext: 1, activityId: 'https://x/{entryId}' },
    { activityId: '{homePage}/{entryId}', vocabulary: 'both', completionRule: 'watched', anonymous: 'skip' },
    { verbs: { play: 'http://v', seek: { id: 'http://w', display: { en: 'w' } } }, events: ['play', 'seek'] },
    { events: { play: 'No', terminated: true }, headers: { 'X-A': 'b' }, xapiVersion: '2.0.0', siteSettings: '/s' },
    { endpoint: 'https://lrs.example/xapi/?a=b', oauthToken: 't', siteSettings: { enabled: 'Yes' } }
  ];
  for (const config of right)
    it(`takes ${JSON.stringify(config)}, as the parser does`, () => {
      expect(isValid(config), JSON.stringify(isValid.errors)).to.equal(true);
      expect(spoiled(config).problems).to.deep.equal([]);
    });

  const wrong: readonly object[] = [
    ...[{ enabled: 'maybe' }, { enabled: 2 }, { disable: 'x' }, { debug: 'on' }, { usePersonalOAuthToken: 0 }],
    ...[
      { endpoint: 'lrs.example' },
      { endpoint: 'ftp://a' },
      { endpoint: 'https://a:b@c' },
      { key: {} },
      { secret: [] }
    ],
    ...[{ videoEndPercent: 0 }, { videoEndPercent: 101 }, { videoEndPercent: 'abc' }, { videoEndPercent: '0' }],
    ...[
      { videoEndPercent: '100.5' },
      { videoEndSeconds: -1 },
      { videoEndSeconds: '-1' },
      { linger: 61 },
      { linger: '61' }
    ],
    ...[{ beaconInterval: 'Thirds' }, { beaconInterval: 1 }, { vocabulary: 'cmi5' }, { completionRule: 'seen' }],
    ...[{ anonymous: true }, { xapiVersion: '1.0.1' }, { language: 'english_us' }, { oauthToken: 4 }],
    ...[
      { user: 'ann' },
      { user: { email: 'ann' } },
      { user: { name: '' } },
      { user: { mail: 'a' } },
      { user: { id: [] } }
    ],
    ...[{ site: 'https://x' }, { site: { homePage: 'x.org' } }, { site: { productId: 'x' } }, { site: { url: 'x' } }],
    ...[
      { category: 'x' },
      { category: { name: 'x' } },
      { category: { id: 'x', url: 'x' } },
      { category: { id: true } }
    ],
    ...[{ playbackContext: [] }, { activityId: '/x' }, { activityId: '{entryId}' }, { activityId: 'https://x/{id}' }],
    ...[
      { verbs: { play: 'watched' } },
      { verbs: { playing: 'http://v' } },
      { verbs: { play: { display: { en: 'x' } } } }
    ],
    ...[{ events: ['playing'] }, { events: { play: 'x' } }, { events: { playing: true } }, { headers: { a: 1 } }],
    ...[{ siteSettings: 4 }, { siteSettings: [] }, { beforeSend: 'x' }, { videoEndPercnt: 1 }]
  ];
  for (const config of wrong)
    it(`refuses ${JSON.stringify(config)}, as the parser does`, () => {
      expect(isValid(config)).to.equal(false);
      expect(spoiled(config).problems).to.have.length.above(0);
    });

  describe('of a server', () => {
    const schemaOf = { $schema: 'node_modules/playkit-js-xapi/settings.schema.json' };
    const place = { directory: '/var/lib/kiosk', referrer: 'kiosk://device-001' };
    const files: readonly object[] = [
      ...samplesOf('command-line.md'),
      { ...schemaOf, ...place, ...good, debug: 'Yes' },
      { ...schemaOf, ...place, session: { type: 'secret', partnerId: 101, secret: 's', local: true, expiry: 3600 } },
      { session: { type: 'appToken', partnerId: 101, id: '1_abc', token: 't', hashType: 'SHA256' }, stats: 'Yes' },
      { session: { type: 'secret', partnerId: 101, secret: 's', serviceUrl: 'https://kaltura.example/api_v3' } }
    ];
    for (const file of files)
      it(`takes the file ${JSON.stringify(file)}`, () =>
        expect(isValid(file), JSON.stringify(isValid.errors)).to.equal(true));

    for (const file of [
      { directory: 4 },
      { referrer: 4 },
      { session: { type: 'secret', partnerId: 101 } },
      { session: { type: 'ks', partnerId: 101, secret: 's' } },
      { session: 'secret' },
      { $schema: 4 },
      { directry: '/var/lib/kiosk' }
    ])
      it(`refuses the file ${JSON.stringify(file)}`, () => expect(isValid(file)).to.equal(false));
  });

  it('speaks of each setting that JSON can hold', () =>
    expect(Object.values(schema.properties).every(({ description }) => description.length > 10)).to.equal(true));
});
