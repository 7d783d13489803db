import { expect } from 'chai';
import type { Collector, CollectorConfig } from '../../../src/server/collector/collector-types.js';
import { BadEvent, createCollector } from '../../../src/server/collector/collector.js';
import { DestinationOff } from '../../../src/server/collector/destination-off.js';
import type { Statement } from '../../../src/xapi/statement.js';
import { judgeStatement } from '../../support/judges/judge-statement.js';
import { judgeIds } from '../../support/judges/unique-ids.js';
import { folder, removeFolders } from './folder.js';
import { LECTURE, Recording, story, viewing } from './recordings.js';
import { standIn, type StandIn } from './stand-in.js';

const words = (statements: readonly Statement[]): readonly string[] =>
  statements.map(({ verb, result }) => {
    const progress = result?.extensions?.['https://w3id.org/xapi/cmi5/result/extensions/progress'];
    return [verb.display['en'], progress].filter((each) => each !== undefined).join(' ');
  });

const STORY = [
  'played',
  'watched 0',
  'watched 25',
  'watched 50',
  'paused',
  'seeked',
  'played',
  'watched 75',
  'watched 100'
];

describe('the collector', function () {
  this.timeout(30_000);
  let site: StandIn;
  let directory: string;
  let open: Collector[];

  const collect = async (more: Partial<CollectorConfig> = {}): Promise<Collector> => {
    const collector = await createCollector({ ...site.config, directory, ...more });
    open.push(collector);
    return collector;
  };

  beforeEach(async () => {
    site = await standIn();
    directory = folder();
    open = [];
  });
  afterEach(async () => {
    await Promise.all(open.map((each) => each.close()));
    await site.close();
  });
  after(removeFolders);

  it('tells a recorded viewing as a player would: valid statements, and the events of statistics and analytics', async () => {
    const collector = await collect();
    const recorded = await collector.record(viewing('one', { registration: 'b8c6c35e-7c63-4e2f-a3bb-3f3f8a6b1c11' }));
    expect(recorded.type).to.equal('taken');
    expect(await collector.drained()).to.deep.equal({ waiting: 0 });
    const statements = await site.statements();
    expect(words(statements)).to.deep.equal(STORY);
    expect(statements).to.deep.equal(JSON.parse(JSON.stringify('statements' in recorded ? recorded.statements : [])));
    expect(statements.flatMap((statement) => judgeStatement(statement))).to.deep.equal([]);
    expect(statements[0]?.timestamp).to.match(/^2026-01-01T12:00:05\.00/);
    expect(statements[0]?.actor.account).to.deep.equal({ name: 'ann', homePage: 'https://site.example' });
    expect(new Set(statements.map(({ context }) => context.registration))).to.deep.equal(
      new Set(['b8c6c35e-7c63-4e2f-a3bb-3f3f8a6b1c11'])
    );
    const events = await site.events();
    const stats = events.filter(({ service }) => service === 'stats').map(({ fields }) => fields['eventType']);
    expect(stats).to.deep.equal(['1', '2', '3', '4', '5', '17', '6', '7']);
    expect(events.some(({ service }) => service === 'analytics')).to.equal(true);
    expect(events[0]?.fields['referrer']).to.match(/^server:\/\/./);
  });

  it('gives each statement an id of its own where the end of a fast viewing crosses several milestones', async () => {
    const collector = await collect({ beaconInterval: 'One percent' });
    const events = new Recording()
      .tell({ type: 'ratechange', position: 0, rate: 8 })
      .tell({ type: 'play', position: 0 })
      .tell({ type: 'playing', position: 0 })
      .wait(0.75)
      .tell({ type: 'close', position: 6.5, reason: 'leaving' }).events;
    const recorded = await collector.record(viewing('fast', { events }));
    const made = 'statements' in recorded ? recorded.statements : [];
    expect(judgeIds(made.map(({ id }) => id))).to.deep.equal([]);
    expect(await collector.drained()).to.deep.equal({ waiting: 0 });
    expect(made).to.have.length(8);
    expect(await site.statements()).to.deep.equal(JSON.parse(JSON.stringify(made)));
  });

  it('claims no product of Kaltura unless the settings name one, and an entry’s name is in its own language', async () => {
    const PRODUCT = 'http://tincan-definitions.kaltura.com/products/kiosk/1';
    const collector = await collect();
    await collector.record(viewing('one', { entry: { ...LECTURE, language: 'de' } }));
    await collector.drained();
    const statements = await site.statements();
    for (const { object, context } of statements) {
      expect(object.definition?.name).to.deep.equal({ de: 'A lecture' });
      expect(context.contextActivities).to.have.all.keys('other');
    }
    expect(statements.flatMap((statement) => judgeStatement(statement))).to.deep.equal([]);
    await collector.close();
    const named = await collect({
      site: { homePage: 'https://site.example', productId: PRODUCT },
      category: { id: 7 }
    });
    await named.record(viewing('two'));
    await named.drained();
    const { context } = (await site.statements()).at(-1) ?? ({} as Statement);
    const ids = context.contextActivities.category?.map(({ id }) => id);
    expect(ids).to.deep.equal([PRODUCT, 'https://site.example/category/7']);
  });

  it('the device is the referrer', async () => {
    const collector = await collect({ referrer: 'kiosk://device-001' });
    await collector.record(viewing('one'));
    await collector.drained();
    expect((await site.events())[0]?.fields['referrer']).to.equal('kiosk://device-001');
  });

  it('takes a viewing once, also when it comes twice at the same time or after a restart, and keeps the marks', async () => {
    const collector = await collect();
    const both = await Promise.all([collector.record(viewing('one')), collector.record(viewing('one'))]);
    expect(both.map(({ type }) => type)).to.deep.equal(['taken', 'known']);
    await collector.close();
    const next = await collect();
    expect(await next.record(viewing('one'), [{ name: 'input', value: '7' }])).to.deep.equal({ type: 'known' });
    expect(await next.mark('input')).to.equal('7');
    await next.drained();
    expect(words(await site.statements())).to.deep.equal(STORY);
  });

  it('a recording that just stops ends with its last event', async () => {
    const collector = await collect({ vocabulary: 'video' });
    const events = story().slice(0, 20);
    const recorded = await collector.record(viewing('one', { events }));
    const last = 'statements' in recorded ? recorded.statements.at(-1) : undefined;
    expect(last?.verb.display['en']).to.equal('terminated');
    expect(Date.parse(last?.timestamp ?? '') - (events.at(-1)?.wall ?? 0)).to.be.within(0, 5);
  });

  it('a wrong secret: stuck, with the reason; nothing is lost, and it goes on with the right one', async () => {
    const wrong = await collect({ secret: 'no', stats: false, analytics: false });
    await wrong.record(viewing('one'));
    const { waiting, stuck } = await wrong.drained();
    expect(waiting).to.equal(STORY.length);
    expect(stuck).to.match(/^Waiting: 9 for lrs 127.* \(unauthorised, HTTP 401.*\)\.$/);
    expect(stuck).not.to.include(' no ');
    await wrong.close();
    const right = await collect();
    expect(await right.drained()).to.deep.equal({ waiting: 0 });
    expect(words(await site.statements())).to.deep.equal(STORY);
  });

  it('a destination that is not there: waiting says so, and back-pressure lets as many through as it was told', async () => {
    const collector = await collect({ endpoint: 'http://127.0.0.1:9/xapi', stats: false, analytics: false });
    await collector.record(viewing('one'));
    expect(await collector.drained(STORY.length)).to.deep.equal({ waiting: STORY.length });
    expect((await collector.drained(STORY.length - 1)).stuck).to.match(/no answer/);
  });

  it('what earlier settings left behind is named, and waits until they name it again', async () => {
    const nowhere = { endpoint: 'http://127.0.0.1:9/xapi', stats: false, analytics: false };
    // Of another site: it is no slip that could be corrected.
    const before = await collect({ ...nowhere, site: { homePage: 'https://elsewhere.example' } });
    await before.record(viewing('one'));
    await before.close();
    const collector = await collect();
    const { problems } = await collector.status();
    expect(problems.map(({ code }) => code)).to.deep.equal(['orphaned']);
    const { waiting, stuck } = await collector.drained();
    expect(waiting).to.equal(STORY.length);
    expect(stuck).to.include('127.0.0.1:9 (the settings no longer name');
  });

  it('what waits for an endpoint that was mistyped goes to the corrected one, nothing of it twice', async () => {
    const mistyped = await collect({ endpoint: 'http://127.0.0.1:9/xapi', stats: false, analytics: false });
    await mistyped.record(viewing('one'));
    await mistyped.close();
    const collector = await collect({ stats: false, analytics: false });
    expect((await collector.status()).problems).to.deep.equal([]);
    expect(await collector.drained()).to.deep.equal({ waiting: 0 });
    expect(words(await site.statements())).to.deep.equal(STORY);
  });

  it('what waits for another site can be moved to the settings, or deleted, by whoever says so', async () => {
    const elsewhere = { endpoint: 'http://127.0.0.1:9/xapi', site: { homePage: 'https://elsewhere.example' } };
    for (const id of ['one', 'two']) {
      const before = await collect({ ...elsewhere, stats: false, analytics: false });
      await before.record(viewing(id));
      await before.close();
      const collector = await collect({ stats: false, analytics: false });
      const [lane] = (await collector.status()).unserved;
      expect(lane).to.deep.include({ waiting: STORY.length, absent: false });
      expect(await collector.move('nothing').catch((error: unknown) => String(error))).to.match(/name no destination/);
      const key = lane?.lane.key ?? '';
      expect(await (id === 'one' ? collector.move(key) : collector.discard(key))).to.equal(STORY.length);
      expect((await collector.status()).problems).to.deep.equal([]);
      expect(await collector.drained()).to.deep.equal({ waiting: 0 });
      expect(words(await site.statements())).to.deep.equal(STORY);
      await collector.close();
    }
  });

  it('without a home page there are no statements, and it says why; statistics go on', async () => {
    const collector = await collect({ site: {} });
    const { problems } = await collector.status();
    expect(problems).to.have.length(1);
    expect(problems[0]?.level).to.equal('error');
    expect(problems[0]?.message).to.match(/^site\.homePage: missing.*A server has no page.*xAPI is off\.$/);
    const refused = await collector.record(viewing('one')).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(DestinationOff);
    // What happens now cannot be recorded once more.
    const live = collector.open(LECTURE, { id: 'ann' });
    live.feed({ type: 'play', position: 0 });
    live.feed({ type: 'playing', position: 0 });
    await live.close();
    await collector.drained();
    expect(await site.statements()).to.deep.equal([]);
    expect(await site.events()).not.to.deep.equal([]);
  });

  it('a second collector for the folder, or none, is told so', async () => {
    await collect();
    const second = await collect().catch((error: unknown) => String(error));
    expect(second).to.include(`The outbox ${directory} is in use by another process`);
    const none = await collect({ directory: ' ' }).catch((error: unknown) => String(error));
    expect(none).to.include('directory: missing');
  });

  it('beforeSend that fails holds back; letters are sent once more when it works, and refused ones when asked', async () => {
    let broken = true;
    const beforeSend = (): undefined => {
      if (broken) throw new Error('not now');
      return undefined;
    };
    const collector = await collect({ beforeSend, stats: false, analytics: false });
    await collector.record(viewing('one'));
    await collector.drained();
    expect(await collector.dead()).to.have.length(STORY.length);
    expect(await collector.retry()).to.equal(0);
    broken = false;
    const [first] = await collector.dead();
    expect(await collector.retry([first?.id ?? ''])).to.equal(1);
    expect(await collector.retry()).to.equal(STORY.length - 1);
    await collector.drained();
    expect(words(await site.statements())).to.deep.equal(STORY);
  });

  it('keeps what beforeSend held while it is opened without one, and says so', async () => {
    const first = await collect({ beforeSend: () => JSON.parse('{}') as never, stats: false, analytics: false });
    await first.record(viewing('one'));
    await first.close();
    const second = await collect({ stats: false, analytics: false });
    const dead = await second.dead();
    expect(dead).to.have.length(STORY.length);
    expect(await second.retry()).to.equal(0);
    expect(await second.retry(dead.map(({ id }) => id))).to.equal(0);
    await second.drained();
    expect(await site.statements()).to.deep.equal([]);
    expect(await second.dead()).to.deep.equal(dead);
    const { problems } = await second.status();
    expect(problems.map(({ code, message }) => [code, message])).to.deep.equal([
      [
        'before-send',
        `retry: ${STORY.length} statements that beforeSend held stay held, since there is no beforeSend here. Call retry() where there is one.`
      ]
    ]);
  });

  it('refuses a viewing that is none, and anything once it is closed', async () => {
    const collector = await collect();
    const error: unknown = await collector.record({ ...viewing('one'), events: [] }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(BadEvent);
    expect(String(error)).to.include('events: empty');
    await collector.close();
    await collector.close();
    expect(await collector.record(viewing('two')).catch((reason: unknown) => String(reason))).to.include('is closed');
  });
});
