import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import type { Collector, CollectorConfig, CollectorStatus } from '../../../src/server/collector/collector-types.js';
import type { LiveEvent } from '../../../src/server/reading/live-event.js';
import { BadEvent, createCollector, type CollectorPorts } from '../../../src/server/collector/collector.js';
import type { Entry } from '../../../src/events/entry.js';
import type { Problem } from '../../../src/settings/settings.js';
import { judgeStatement } from '../../support/judges/judge-statement.js';
import { kill, said, start, whole } from './child.js';
import { folder, removeFolders } from './folder.js';
import { LECTURE } from './recordings.js';
import { standIn, type StandIn } from './stand-in.js';

describe('a viewing that is fed as it happens', function () {
  this.timeout(30_000);
  let site: StandIn;
  let directory: string;
  const open: Collector[] = [];

  const collect = async (more: Partial<CollectorConfig> = {}, ports?: Partial<CollectorPorts>): Promise<Collector> => {
    const collector = await createCollector({ ...site.config, directory, ...more }, ports);
    open.push(collector);
    return collector;
  };

  beforeEach(async () => {
    site = await standIn();
    directory = folder();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
    await site.close();
  });
  after(removeFolders);

  it('is sent while it goes on; close() of the collector ends it', async () => {
    const collector = await collect({ vocabulary: 'video', stats: false, analytics: false });
    const viewing = collector.open(LECTURE, { id: 'ann', name: 'Ann' });
    expect(viewing.id).to.match(/^[\da-f-]{36}$/);
    viewing.feed({ type: 'playing', position: 0 });
    await collector.flush();
    const verbs = async (): Promise<readonly unknown[]> =>
      (await site.statements()).map(({ verb }) => verb.display['en']);
    expect(await verbs()).to.deep.equal(['initialized', 'played']);
    expect(viewing.watched()?.watched).to.equal(0);
    await collector.close();
    expect(await verbs()).to.deep.equal(['initialized', 'played', 'paused', 'terminated']);
    expect(() => viewing.feed({ type: 'pause', position: 1 })).to.throw(BadEvent, 'is closed');
    expect(() => collector.open(LECTURE, {})).to.throw('is closed');
  });

  it("killed in the middle: its end is said by the next process, once, under the viewing's own names", async () => {
    const config = { ...site.config, directory, vocabulary: 'video' as const, stats: false, analytics: false };
    const child = start('kiosk.ts', JSON.stringify(config));
    await said(child, (text) => text.includes('open'));
    await kill(child);
    for (let i = 0; i < 2; i++) {
      const collector = await collect(config);
      expect(await collector.drained()).to.deep.equal({ waiting: 0 });
      await collector.close();
    }
    const statements = await site.statements();
    expect(statements.map(({ verb }) => verb.display['en'])).to.deep.equal([
      'initialized',
      'played',
      'interacted',
      'paused',
      'terminated'
    ]);
    expect(new Set(statements.map(({ context }) => context.registration)).size).to.equal(1);
    expect(statements.flatMap((statement) => judgeStatement(statement))).to.deep.equal([]);
  });

  it('a full disk: a recording is refused in words, an open viewing goes on in memory and says so', async function () {
    if (spawnSync('prlimit', ['--version']).error) this.skip();
    const config = { ...site.config, directory, stats: false, analytics: false };
    const told = JSON.parse(await whole(start('full-kiosk.ts', JSON.stringify(config)))) as {
      readonly refused: string;
      readonly durable: boolean;
      readonly problems: readonly Problem[];
      readonly again: string;
      readonly after: CollectorStatus;
    };
    expect(told.refused).to.match(/^The outbox .* cannot be used \(.*File too large.*\)\. Make room on that disk/);
    expect(told.durable).to.equal(false);
    expect(told.problems.map(({ code, level }) => [code, level])).to.deep.equal([['not-durable', 'error']]);
    expect(told.again).to.equal('taken');
    const entries = (await site.statements()).map(({ object }) => object.id.replace(/.*\//, ''));
    expect(entries.filter((id) => id === '0_open')).to.have.length(2);
    expect(entries.filter((id) => id === LECTURE.id)).to.have.length(9);
  });

  it('times of the events themselves, of a device with clocks of its own', async () => {
    const collector = await collect({ stats: false, analytics: false });
    const viewing = collector.open(LECTURE, {});
    viewing.feed({ type: 'playing', position: 0, mono: 7, timestamp: '2026-01-01T12:00:00+01:00' });
    viewing.feed({ type: 'timeupdate', position: 11, mono: 11_007, timestamp: '2026-01-01T11:00:11Z' });
    viewing.feed({ type: 'pause', position: 12, mono: 12_007, timestamp: '2026-01-01T11:00:12Z' });
    expect(viewing.watched()?.segments).to.deep.equal([[0, 12]]);
    await viewing.close();
    await collector.flush();
    expect((await site.statements()).at(-1)?.timestamp).to.match(/^2026-01-01T11:00:12/);
  });

  it('a clip has the length of the clip', async () => {
    const collector = await collect();
    const viewing = collector.open({ ...LECTURE, clip: { from: 10, to: 30 } }, {});
    viewing.feed({ type: 'playing', position: 0, wall: 1e12 });
    viewing.feed({ type: 'timeupdate', position: 10, wall: 1e12 + 10_000 });
    expect(viewing.watched()?.watched).to.equal(0.5);
  });

  const wrong: readonly [string, unknown, RegExp][] = [
    ['no object', 'play', /^event: expected an object, got "play"$/],
    ['no type', { position: 0 }, /^event\.type: missing, expected one of play, playing, /],
    ['an unknown type', { type: 'time_update', position: 0 }, /got "time_update"; did you mean timeupdate\?$/],
    ['no position', { type: 'play' }, /^event\.position: missing, expected seconds from 0 /],
    ['a position in words', { type: 'play', position: '3' }, /^event\.position: expected seconds from 0 .*, got "3"$/],
    [
      'an unknown field',
      { type: 'play', position: 0, postion: 1 },
      /^event\.postion: unknown, did you mean position\?/
    ],
    [
      'a rate of nothing',
      { type: 'ratechange', position: 0, rate: 0 },
      /^event\.rate: expected a number above 0, got 0$/
    ],
    [
      'a strange reason',
      { type: 'close', position: 0, reason: 'end' },
      /^event\.reason: expected "source" or "leaving"/
    ],
    ['mono alone', { type: 'play', position: 0, mono: 1 }, /^event\.wall: missing, expected milliseconds since 1970/],
    [
      'a time without a zone',
      { type: 'tick', timestamp: '2026-01-01T12:00:00' },
      /^event\.timestamp: expected a time as/
    ],
    [
      'a day that there is not',
      { type: 'tick', timestamp: '2026-02-30T12:00:00Z' },
      /^event\.timestamp: expected a time as .*, got "2026-02-30T12:00:00Z"$/
    ],
    ['a time twice', { type: 'tick', wall: 1, timestamp: '2026-01-01T12:00:00Z' }, /given twice/],
    ['an unknown happening', { type: 'happening', happening: { name: 'shareopen' } }, /did you mean shareOpen\?/],
    [
      'an ad without its slot',
      { type: 'happening', happening: { name: 'ad', step: 'start' } },
      /happening\.slot: missing/
    ]
  ];
  it('an event that is none changes nothing, and the error names what is wrong', async () => {
    const collector = await collect();
    const viewing = collector.open(LECTURE, {});
    for (const [name, event, message] of wrong) {
      expect(() => viewing.feed(event as LiveEvent), name)
        .to.throw(BadEvent)
        .with.property('message')
        .that.matches(message);
    }
    viewing.feed({ type: 'play', position: 0, mono: 50, wall: 1e12 });
    expect(() => viewing.feed({ type: 'play', position: 0, mono: 49, wall: 1e12 + 5 })).to.throw(
      'event.mono: back in time: 49 is before 50 of the event before'
    );
    expect(() => viewing.feed({ type: 'play', position: 0, wall: 1e12 + 5 })).to.throw(
      'event.mono: missing, which the'
    );
    viewing.feed({ type: 'playing', position: null, mono: 50, wall: 1e12 });
  });

  it('what only an application knows is taken; a forged event that playback itself tells is refused, and counts nothing', async () => {
    const collector = await collect({ endpoint: '', site: {}, analytics: false });
    const viewing = collector.open(LECTURE, { id: 'ann' });
    const host = (type: unknown, fields?: unknown): void =>
      viewing.feed({ type: 'happening', happening: { name: 'host', type, fields } } as LiveEvent);
    viewing.feed({ type: 'playing', position: 0 });
    for (const type of [1, 3, 4, 5, 6, 7, 16, 'PLAY', 'PLAY_REACHED_100'])
      expect(() => host(type), String(type)).to.throw(
        BadEvent,
        /^event\.happening: host: [A-Z_\d]+ is told by playback itself, when it happens$/
      );
    for (const [fields, message] of [
      [{ sessionId: 'x' }, /sessionId is no field to set/],
      [{ eventType: 7 }, /eventType is no field to set/],
      [{ partnerId: 'mine' }, /partnerId must be a whole number above 0$/],
      [{ userId: {} }, /userId must be text$/]
    ] as const)
      expect(() => host(8, fields)).to.throw(BadEvent, message);
    host(8, { contextId: 7 });
    await viewing.close();
    expect(await collector.drained()).to.deep.equal({ waiting: 0 });
    const events = (await site.events()).map(({ fields }) => [fields['eventType'], fields['userId']]);
    expect(events).to.deep.equal(['1', '2', '3', '8'].map((type) => [type, 'ann']));
  });

  it('an entry, a viewer or a registration that is none is refused', async () => {
    const collector = await collect();
    expect(() => collector.open({} as Entry, {})).to.throw(
      BadEvent,
      'entry.id: missing, expected text that is not empty'
    );
    expect(() => collector.open({ ...LECTURE, duration: 0 }, {})).to.throw('entry.duration: expected a number above 0');
    expect(() => collector.open(LECTURE, { id: 7 } as never)).to.throw(
      'viewer.id: expected text that is not empty, got 7'
    );
    expect(() => collector.open(LECTURE, {}, { registration: 'x' })).to.throw('registration: expected a UUID');
  });
});
