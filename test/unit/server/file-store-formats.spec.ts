import { ClassicLevel } from 'classic-level';
import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wideDigest } from '../../../src/delivery/digest.js';
import { laneKey, type LaneId } from '../../../src/delivery/lane.js';
import type { DeadLetter, Draft, LaneNote, Outgoing, Reply, Row } from '../../../src/delivery/ports.js';
import { createCollector } from '../../../src/server/collector/collector.js';
import type { FileStore } from '../../../src/server/folder/file-store.js';
import { openFileStore } from '../../../src/server/folder/open-file-store.js';
import { viewingMark } from '../../../src/server/folder/viewing-mark.js';
import { folder, removeFolders } from './folder.js';
import { viewing } from './recordings.js';

const FIXTURES = join(__dirname, '../../fixtures/folders');

/** What version 0.1.0 read from its folders. Bodies are digests. */
interface Content {
  readonly rows: readonly Row[];
  readonly dead: readonly DeadLetter[];
  readonly drafts: readonly Draft[];
  readonly lanes: readonly {
    readonly lane: string;
    readonly waiting: number;
    readonly oldest?: number;
    readonly evicted: number;
    readonly note?: LaneNote;
  }[];
  readonly marks: Readonly<Record<string, string>>;
}

const content = JSON.parse(readFileSync(join(FIXTURES, 'format-1.json'), 'utf8')) as Content;

const digest = (body: string): string => createHash('sha256').update(body).digest('hex').slice(0, 16);

function idOf(name: string): LaneId {
  const [destination, url = '', owner = ''] = name.split(' ') as [LaneId['destination'], string?, string?];
  return { destination, url, owner };
}

/** The same content with the keys that lanes have in this folder. */
function rekeyed(salt: string): Content {
  const keyed = <T extends { readonly lane: string }>(each: T): T => ({
    ...each,
    lane: laneKey(salt, idOf(each.lane))
  });
  const { rows, dead, drafts, lanes, marks } = content;
  const parcels = ({ viewing, parcels }: Draft): Draft => ({ viewing, parcels: parcels.map(keyed) });
  return { rows: rows.map(keyed), dead: dead.map(keyed), drafts: drafts.map(parcels), lanes: lanes.map(keyed), marks };
}

const digested = <T extends { readonly body: string }>(all: readonly T[]): readonly T[] =>
  all.map((each) => ({ ...each, body: digest(each.body) }));

/** Names and addresses that stood in keys. */
const NAMES = ['collect of:ann', 'index.php of:', '/statements ann@'];

const CONFIG = {
  endpoint: 'https://lrs.example/xapi',
  key: 'k',
  secret: 's',
  linger: 0,
  site: { homePage: 'https://site.example' },
  stats: { partnerId: 101, serviceUrl: 'https://kaltura.example/api_v3' },
  analytics: { partnerId: 101, serviceUrl: 'https://analytics.example', playerEvents: true }
};

describe('a folder of an earlier version', () => {
  let directory: string;
  after(removeFolders);

  for (const name of ['format-1-log', 'format-1-tables'])
    describe(name, () => {
      let store: FileStore;
      beforeEach(async () => {
        directory = folder();
        cpSync(join(FIXTURES, name), directory, { recursive: true });
        store = await openFileStore(directory, (damage) => {
          throw new Error(`it is not damaged: ${JSON.stringify(damage)}`);
        });
      });
      afterEach(() => store.close());

      it('gives all rows, dead letters, drafts, notes, counts and marks, under the keys that lanes have now', async () => {
        const before = rekeyed(store.salt);
        const rows: Row[] = [];
        for (const lane of new Set(before.rows.map(({ lane }) => lane))) rows.push(...(await store.head(lane, 999)));
        expect(digested(rows.sort((a, b) => a.key - b.key))).to.deep.equal(before.rows);
        expect(digested(await store.dead())).to.deep.equal(before.dead);
        expect(
          (await store.drafts()).map(({ viewing, parcels }) => ({ viewing, parcels: digested(parcels) }))
        ).to.deep.equal(before.drafts);
        for (const { lane, note, ...counts } of before.lanes) {
          expect(await store.count(lane)).to.deep.equal(counts);
          expect(await store.readNote(lane)).to.deep.equal(note);
        }
        for (const [id, at] of Object.entries(before.marks).filter(([id]) => /^(one|two|three)$/.test(id)))
          expect(await store.mark(viewingMark(wideDigest(store.salt, id)))).to.equal(at);
        expect(await store.mark('input /data/viewings.jsonl')).to.equal(before.marks['input']);
        expect(await store.mark('anonymous')).to.equal(before.marks['anonymous']);
      });

      it('says of each lane where it leads, without the name of a person', async () => {
        const found = new Map((await store.lanes()).map((lane) => [lane.key, lane]));
        for (const { lane: name, waiting } of content.lanes) {
          const id = idOf(name);
          const lane = found.get(laneKey(store.salt, id));
          expect(lane?.waiting).to.equal(waiting);
          expect(lane?.record).to.include({
            destination: id.destination,
            host: new URL(id.url).host,
            reopen: id.owner
          });
        }
      });

      it('has names of people in no key any more, in none of its files', async () => {
        await store.close();
        const files = (path: string): string =>
          readdirSync(path)
            .filter((each) => each !== 'RESERVE')
            .map((each) => readFileSync(join(path, each), 'latin1'))
            .join();
        for (const each of NAMES) expect(files(directory), each).not.to.include(each);
        const old = files(join(FIXTURES, name));
        expect(NAMES.some((each) => old.includes(each))).to.equal(true);
      });
    });

  it('is sent by the collector: everything that waits, once, and the draft with it; a viewing that was taken is known', async () => {
    directory = folder();
    cpSync(join(FIXTURES, 'format-1-log'), directory, { recursive: true });
    const statements: string[] = [];
    let events = 0;
    const send = ({ url, body = '' }: Outgoing): Promise<Reply> => {
      if (/service[=/]session/.test(url)) return Promise.resolve({ status: 200, body: '"djJ8MTAxfA"' });
      if (!url.startsWith('https://lrs.example')) {
        events++;
        return Promise.resolve({
          status: 200,
          body: url.includes('analytics') ? '{"viewEventsEnabled":true}' : 'true'
        });
      }
      const ids = (JSON.parse(body) as { readonly id: string }[]).map(({ id }) => id);
      statements.push(...ids);
      return Promise.resolve({ status: 200, body: JSON.stringify(ids) });
    };
    const collector = await createCollector(
      {
        ...CONFIG,
        directory,
        session: { type: 'secret', partnerId: 101, secret: 'secret', local: true }
      },
      {
        send,
        now: () => ({ mono: performance.now(), wall: (content.rows[0]?.at ?? 0) + 3_600_000 }),
        wake: () => () => undefined
      }
    );
    expect((await collector.record(viewing('two'))).type).to.equal('known');
    await collector.flush();
    await collector.close();
    const drafted = content.drafts.flatMap(({ parcels }) => parcels);
    const toLrs = [...content.rows, ...drafted].filter(
      ({ lane }) => lane === 'lrs https://lrs.example/xapi/statements'
    );
    expect(statements).to.deep.equal(toLrs.map(({ id }) => id));
    const toKaltura = [...content.rows, ...drafted].filter(({ lane }) => !lane.startsWith('lrs'));
    expect(events).to.equal(toKaltura.length);
  });

  it('of a newer version is refused in one sentence', async () => {
    directory = folder();
    const db = new ClassicLevel(directory);
    await db.put('format', '3');
    await db.close();
    const error = await openFileStore(directory).then(
      () => undefined,
      (reason: unknown) => reason as Error
    );
    expect(error?.message).to.equal(
      `The outbox ${directory} was written by a newer version of this package (format 3, and this version reads up to 2): use that version, or name another folder.`
    );
  });

  it('of another program is refused, and left as it is', async () => {
    directory = folder();
    const db = new ClassicLevel(directory);
    await db.put('theirs', 'precious');
    await db.close();
    const error = await openFileStore(directory).then(
      () => undefined,
      (reason: unknown) => reason as Error
    );
    expect(error?.message).to.match(/ holds the database of another program: name another folder\.$/);
    await db.open();
    expect(await db.get('theirs')).to.equal('precious');
    await db.close();
  });
});
