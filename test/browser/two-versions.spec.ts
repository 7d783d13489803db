import { expect } from 'chai';
import type { Portal } from '../../src/portal/index.js';
import { skipIn } from '../support/engine.js';
import { closePages, openPage, vouched, type PortalPage } from '../support/portal-page.js';
import { portalSettings } from '../support/portal-stage.js';
import { KalturaAccount } from '../support/kaltura.js';
import { newStore } from '../support/stage.js';
import { settled } from '../support/storage.js';

const BUNDLE = `${location.origin}/base/dist/playkit-xapi-portal.js`;
const KEY = 'playkit-js-xapi/page@';

type Bundle = NonNullable<PortalPage['view']['PlaykitXapi']>['portal'];

/** Loads a bundle into a page, as a script tag does, and gives what it brings. */
async function load({ view }: PortalPage, text: string): Promise<Bundle> {
  const script = view.document.createElement('script');
  const src = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const loaded = new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
  });
  script.src = src;
  view.document.head.append(script);
  await loaded;
  URL.revokeObjectURL(src);
  if (!view.PlaykitXapi) throw new Error('the bundle brings nothing');
  return view.PlaykitXapi.portal;
}

describe('two versions of the package on one page', () => {
  afterEach(closePages);

  it('have an outbox each over one store, lose nothing and send nothing twice', async () => {
    const text = await (await fetch(BUNDLE)).text();
    const version = Number(new RegExp(`${KEY}(\\d+)`).exec(text)?.[1]);
    const other = text.replaceAll(`${KEY}${version}`, `${KEY}${version + 1}`);
    const store = newStore();
    const account = new KalturaAccount();
    const settings = portalSettings(store, account);
    const page = await openPage(vouched('two'));
    const portals: Portal[] = [];
    for (const each of [text, other]) portals.push((await load(page, each)).createPortal(settings));
    const shelves = [version, version + 1].map((each) => Symbol.for(`${KEY}${each}`) in page.view);
    expect(shelves).to.deep.equal([true, true]);
    // What they cannot send now waits for both of them.
    await store.faults([{ status: 503 }]);
    await account.faults({ status: 503 });
    const names: string[] = [];
    for (let i = 0; i < 20; i++)
      for (const [n, portal] of portals.entries()) {
        names.push(`button ${i} of ${n}`);
        portal.buttonClicked({ buttonName: `button ${i} of ${n}` });
        portal.login();
      }
    await Promise.all(portals.map((portal) => portal.flush()));
    await store.faults([]);
    await account.faults();
    // Until nothing waits for either of them.
    const waiting = async (): Promise<number> => {
      const all = await Promise.all(portals.map((portal) => portal.status()));
      return all.flatMap(({ lanes }) => lanes).reduce((sum, lane) => sum + lane.waiting, 0);
    };
    do await Promise.all(portals.map((portal) => portal.flush()));
    while (await waiting());
    const told = (await account.events()).map(({ fields }) => fields['buttonName'] ?? '');
    expect([...told].sort()).to.deep.equal([...names].sort());
    const statements = await store.statements();
    expect(statements).to.have.length(40);
    const taken = (await store.requests()).filter(({ method, status }) => method === 'POST' && status === 200);
    expect(taken.reduce((sum, request) => sum + (request.count ?? 0), 0)).to.equal(40);
    portals.forEach((portal) => portal.destroy());
  });
});

describe('a page whose database was written by a newer version', () => {
  afterEach(closePages);

  it('says in one sentence that statements are kept in memory, and delivers them', async function () {
    skipIn(this, ['webkit'], 'the database that other pages in frames have used is not deleted here in a minute');
    const name = 'playkit-js-xapi';
    await settled(indexedDB.deleteDatabase(name));
    const newer = await settled(indexedDB.open(name, 99));
    newer.close();
    try {
      const store = newStore();
      const page = await openPage('');
      const bundle = await load(page, await (await fetch(BUNDLE)).text());
      const warnings: string[] = [];
      (page.view as unknown as { console: Console }).console.warn = (text: unknown) => warnings.push(String(text));
      const portal = bundle.createPortal(portalSettings(store, new KalturaAccount()));
      for (let i = 0; i < 3; i++) portal.login();
      await portal.flush();
      expect(await store.statements()).to.have.length(3);
      const { durable, problems } = await portal.status();
      expect([durable, problems.map(({ code }) => code)]).to.deep.equal([false, ['not-durable']]);
      expect(warnings).to.deep.equal([
        '[xapi] storage: blocked, full or too slow. What happens is kept in memory meanwhile, and is lost if the page goes before it is sent.'
      ]);
      portal.destroy();
    } finally {
      await settled(indexedDB.deleteDatabase(name));
    }
  });
});
