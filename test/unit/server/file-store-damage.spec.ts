import { expect } from 'chai';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { damageMessage, type Damage } from '../../../src/server/folder/damage.js';
import { openFileStore } from '../../../src/server/folder/open-file-store.js';
import { repairFolder } from '../../../src/server/folder/repair-folder.js';
import { FAULTS, fill, randomOf, trial, type Kept } from './damaged-folder.js';
import { folder, removeFolders } from './folder.js';

/** Trials of each kind. `FOLDER_TRIALS=2000` takes half an hour. */
const TRIALS = Number(process.env['FOLDER_TRIALS'] ?? 24);

const replaceIn = (path: string, from: string, to: string): void => {
  const bytes = readFileSync(path);
  const at = bytes.indexOf(from);
  if (at < 0) return;
  bytes.write(to, at);
  writeFileSync(path, bytes);
};

describe('a damaged folder', function () {
  this.timeout(20_000 + 1000 * TRIALS);
  let source: string;
  let copy: string;
  let kept: Kept;
  before(async () => {
    source = folder();
    kept = await fill(source, randomOf(7));
  });
  beforeEach(() => {
    copy = join(folder(), 'copy');
    cpSync(source, copy, { recursive: true });
  });
  after(removeFolders);

  const told = async (): Promise<Damage | undefined> => {
    let damage: Damage | undefined;
    const store = await openFileStore(copy, (all) => (damage = all));
    await store.close();
    return damage;
  };

  for (const fault of FAULTS)
    it(`opens after a ${fault} at any place of any file: what is lost is counted, what is altered is not sent`, async () => {
      const outcomes = new Set<string>();
      for (let seed = 0; seed < TRIALS; seed++) outcomes.add(await trial(source, copy, kept, fault, seed));
      expect([...outcomes].sort()).to.deep.equal(['told', 'whole']);
    });

  it('says nothing of one that is whole', async () => {
    expect(await told()).to.equal(undefined);
  });

  it('counts what is missing where a table is, and says so at each opening until a repair', async () => {
    const table =
      readdirSync(copy)
        .filter((name) => name.endsWith('.ldb'))
        .sort()
        .at(-1) ?? '';
    rmSync(join(copy, table));
    const damage = await told();
    expect(damage?.missing.parcels).to.be.above(0);
    expect(await told()).to.deep.equal(damage);
    expect((await repairFolder(copy)).damage).to.deep.equal(damage);
    expect(await told()).to.equal(undefined);
  });

  it('counts what is missing at the end of the log, where its own count is cut off with it', async () => {
    const [log = ''] = readdirSync(copy).filter((name) => name.endsWith('.log'));
    writeFileSync(join(copy, log), '');
    expect((await told())?.missing.parcels).to.be.above(0);
  });

  it('does not begin anew where CURRENT is missing: all is there', async () => {
    rmSync(join(copy, 'CURRENT'));
    const store = await openFileStore(copy);
    expect((await store.outlines()).length).to.equal(kept.waiting.size);
    await store.close();
  });

  it('keeps apart a statement that was altered in the log, sends the rest, and puts it into a file when repaired', async () => {
    const store = await openFileStore(copy);
    const key = await store.add([{ id: 'x', lane: 'lrs', kind: 'interaction', body: '{"said":"unaltered"}', at: 1 }]);
    await store.close();
    for (const name of readdirSync(copy))
      if (/\.(log|ldb)$/.test(name)) replaceIn(join(copy, name), 'unaltered', 'UNALTERED');
    let damage: Damage | undefined;
    const again = await openFileStore(copy, (all) => (damage = all));
    const rows = await again.head('lrs', 999);
    expect(rows.some((row) => row.key === key)).to.equal(false);
    expect(rows.length).to.equal([...kept.waiting.values()].filter(({ lane }) => lane === 'lrs').length);
    expect((damage?.altered.parcels ?? 0) + (damage?.missing.parcels ?? 0)).to.equal(1);
    await again.close();
  });

  it('names what is damaged, and the command that ends it, in one sentence', () => {
    const damage: Damage = {
      missing: { parcels: 3, drafts: 1 },
      altered: { parcels: 1 },
      returned: { marks: 2 },
      exchanged: false,
      uncounted: false
    };
    expect(damageMessage('/var/lib/kiosk', damage)).to.equal(
      'directory: the files of /var/lib/kiosk were damaged (missing: 3 statements or events, 1 end of an open viewing; ' +
        'altered, kept apart and not sent: 1 statement or event; back again, may be sent twice: 2 marks of what was taken); ' +
        'all else is delivered, and `playkit-js-xapi repair --directory /var/lib/kiosk` checks every record and ends this message.'
    );
  });
});
