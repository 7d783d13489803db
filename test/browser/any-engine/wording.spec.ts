import { expect } from 'chai';
import type { Statement } from '../../../src/xapi/statement.js';
import { briefly, K, wordOf } from '../../support/reading.js';
import { closeStages, media, openStage } from '../../support/stage.js';

const SITE = 'https://example.mediaspace.kaltura.com';
const john = { id: 'johnuser', name: 'John User', email: 'john@example.org' };

/** What a short viewing says under these settings: `played`, `watched 0` and `paused`. */
async function watch(config: object): Promise<readonly Statement[]> {
  const { load, playTo, pause, received, problems } = openStage(config);
  load(media.mp4('lecture.mp4', { metadata: { name: 'A lecture' } }));
  await playTo(0.01);
  await pause();
  expect(problems).to.deep.equal([]);
  return received();
}

const first = (statements: readonly Statement[]): Statement => {
  const [statement] = statements;
  if (!statement) throw new Error('nothing was said');
  return statement;
};

describe('the viewer', () => {
  afterEach(closeStages);
  afterEach(() => localStorage.removeItem('playkit-js-xapi/viewer'));

  const account = { account: { name: 'johnuser', homePage: SITE } };
  const IDENTITIES: readonly (readonly [name: string, config: object, identity: object])[] = [
    ['is an e-mail address', { user: john }, { mbox: 'mailto:john@example.org' }],
    ['is an account where no address is known', { user: { id: 'johnuser', name: 'John User' } }, account],
    ['is an account on request', { user: john, sendAccountInfoInsteadOfEmail: 'Yes' }, account],
    ['is an account on request in the older spelling', { user: john, sendAccountinfoInsteadOfEmail: 'Yes' }, account],
    [
      'is an address when an account is refused',
      { user: john, sendAccountInfoInsteadOfEmail: 'No' },
      { mbox: 'mailto:john@example.org' }
    ],
    [
      'is the digest of an address',
      { user: john, hashEmail: 'Yes' },
      { mbox_sha1sum: '68370145c214fbbe14d6f18bdfd2c104a22aabab' }
    ]
  ];
  for (const [name, config, identity] of IDENTITIES) {
    it(name, async () => {
      // A plain name beside a hash would give away what it hides.
      const actor = { objectType: 'Agent', ...(!('mbox_sha1sum' in identity) && { name: 'John User' }), ...identity };
      expect((await watch(config)).map((statement) => statement.actor)).to.deep.equal([actor, actor, actor]);
    });
  }

  it('is who the old flashvar says', async () => {
    const { actor } = first(await watch({ user: undefined, userId: 'johnuser' }));
    expect(actor).to.deep.equal({ objectType: 'Agent', ...account });
  });

  const names = async (anonymous: string): Promise<readonly (string | undefined)[]> => {
    const { load, playTo, received } = openStage({ user: undefined, anonymous });
    for (const file of ['lecture.mp4', 'eight.mp4']) {
      load(media.mp4(file));
      await playTo(0.01);
    }
    return [...new Set((await received()).map(({ actor }) => actor.account?.name))];
  };

  it('who is not known has a name a viewing', async () => {
    expect(await names('viewing')).to.have.length(2);
  });

  it('who is not known has one name in a browser, where the site asked for it', async () => {
    expect(await names('browser')).to.deep.equal([localStorage.getItem('playkit-js-xapi/viewer')]);
  });

  it('who is not known is left alone, where the site asked for that', async () => {
    expect(await names('skip')).to.deep.equal([]);
  });
});

describe('the words of a statement', () => {
  afterEach(closeStages);

  it('are those that the site gives an event', async () => {
    const statements = await watch({
      verbs: {
        play: 'https://lms.example/verbs/began',
        pause: { id: 'https://lms.example/v/2', display: { de: 'hielt' } }
      }
    });
    expect(statements.map(wordOf)).to.deep.equal(['began', 'watched', 'hielt']);
    expect(first(statements).verb.id).to.equal('https://lms.example/verbs/began');
  });

  it('are said of the events that are switched on', async () => {
    expect(briefly(await watch({ events: { play: 'No', pause: false } }))).to.deep.equal(['watched 0']);
    await closeStages();
    expect(briefly(await watch({ events: ['pause'] }))).to.deep.equal(['paused']);
  });

  it('are in the language of the site', async () => {
    const { object, context } = first(await watch({ language: 'de' }));
    expect(object.definition?.name).to.deep.equal({ de: 'A lecture' });
    expect(context.language).to.equal('de');
    await closeStages();
    expect(first(await watch({})).object.definition?.name).to.deep.equal({ und: 'A lecture' });
  });

  it('name the activity by the template', async () => {
    const { object } = first(await watch({ activityId: '{homePage}/play/{entryId}' }));
    expect(object.id).to.equal(`${SITE}/play/0_lecturemp4`);
  });

  it('name site and category in English unless the site says its language; an entry in its own, else the site’s, else none', async () => {
    const site = { homePage: SITE, name: 'Kaltura MediaSpace' };
    const category = { id: 21212121, name: 'Marketing' };
    for (const [language, own, entry, around] of [
      [undefined, undefined, 'und', 'en'],
      ['de', undefined, 'de', 'de'],
      ['de', 'fr-CA', 'fr-CA', 'de'],
      [undefined, 'fr', 'fr', 'en'],
      [undefined, 'no_tag', 'und', 'en']
    ] as const) {
      const metadata = { name: 'A lecture', description: 'On xAPI', ...(own && { language: own }) };
      const { load, playTo, received } = openStage({ site, category, ...(language && { language }) });
      load(media.mp4('lecture.mp4', { metadata }));
      await playTo(0.01);
      const { object, context } = first(await received());
      expect(object.definition?.name).to.deep.equal({ [entry]: 'A lecture' });
      expect(object.definition?.description).to.deep.equal({ [entry]: 'On xAPI' });
      expect(context.contextActivities.other[0]?.definition?.name).to.deep.equal({ [around]: 'Kaltura MediaSpace' });
      expect(context.contextActivities.category?.[1]?.definition?.name).to.deep.equal({ [around]: 'Marketing' });
      expect(context.language).to.equal(language);
      await closeStages();
    }
  });

  it('name a category by the template of the site, which may be the path of the guide', async () => {
    const { context } = first(
      await watch({
        categoryUrl: '{homePage}/default/channels/view/channelid/{categoryId}',
        category: { id: 21212121, name: 'Marketing' }
      })
    );
    // Letter by letter what the guide's sample says.
    expect(context.contextActivities.category?.[1]).to.deep.equal({
      objectType: 'Activity',
      id: 'https://example.mediaspace.kaltura.com/default/channels/view/channelid/21212121',
      definition: { type: 'http://id.tincanapi.com/activitytype/category', name: { en: 'Marketing' } }
    });
  });

  it('name a category whose id is an IRI by that IRI, and one that has an address by that', async () => {
    const categoryUrl = '{homePage}/c/{categoryId}';
    for (const [category, id] of [
      [{ id: 'https://lms.example/course/7?a=b' }, 'https://lms.example/course/7?a=b'],
      [{ id: 'urn:uuid:6f1c4d9e-8b7a-4c3d-9e2f-1a2b3c4d5e6f' }, 'urn:uuid:6f1c4d9e-8b7a-4c3d-9e2f-1a2b3c4d5e6f'],
      // The key of a course, not the name of an activity.
      [{ id: 'course-v1:edX+Demo' }, `${SITE}/c/course-v1%3AedX%2BDemo`],
      [{ id: 'https://lms.example/a b' }, `${SITE}/c/https%3A%2F%2Flms.example%2Fa%20b`],
      [{ id: 'https://lms.example/7', url: 'https://lms.example/other' }, 'https://lms.example/other'],
      [{ id: 42 }, `${SITE}/c/42`]
    ] as const) {
      const { context } = first(await watch({ categoryUrl, category }));
      expect(context.contextActivities.category?.[1]?.id).to.equal(id);
      await closeStages();
    }
  });

  it('say where it was watched', async () => {
    const category = { id: 42, name: 'Physics' };
    const { context } = first(await watch({ category, applicationName: 'Portal' }));
    expect(context.platform).to.equal('Portal');
    expect(context.extensions[K + 'playbackContext']).to.equal('42');
    expect(context.contextActivities.category?.[1]?.id).to.equal(`${SITE}/category/42`);
    await closeStages();
    const other = first(await watch({ category, playbackContext: 'course-7' }));
    expect(other.context.extensions[K + 'playbackContext']).to.equal('course-7');
  });
});
