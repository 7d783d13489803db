import { expect } from 'chai';
import { KalturaAccount } from '../support/kaltura.js';
import { closePages, NONCE, openPage, publishPage, scriptTag, vouched } from '../support/portal-page.js';
import { judged, portalSettings } from '../support/portal-stage.js';
import type { RecordStore } from '../support/record-store.js';
import { K, wordOf } from '../support/reading.js';
import { publishSite } from '../support/site.js';
import { newStore } from '../support/stage.js';

const LOGIN = vouched('<button data-xapi-event="login">Log in</button>');

describe('dist/playkit-xapi-portal.js by script tag', () => {
  let store: RecordStore;
  let account: KalturaAccount;
  let settings: object;
  beforeEach(() => {
    store = newStore();
    account = new KalturaAccount();
    settings = portalSettings(store, account);
  });
  afterEach(closePages);

  const words = async (): Promise<readonly string[]> => (await judged(store)).map(wordOf);

  it('speaks for a template that has no script of its own: settings in the tag', async () => {
    await openPage(
      `<head>${scriptTag(settings)}</head>
       <body nonce="${NONCE}" data-xapi-event="categoryView" data-xapi-category-id="42" data-track-page="lobby"></body>`
    );
    await store.waitFor(1);
    expect(await words()).to.deep.equal(['viewed']);
    const [page] = await account.heard(1);
    const [statement] = await judged(store);
    expect(page?.fields['sessionId']).to.equal(statement?.context.extensions[K + 'visitId']);
  });

  it('takes settings in an element of their own, also behind it', async () => {
    const data = `<script type="application/json" data-xapi-settings>${JSON.stringify(settings)}</script>`;
    const { find } = await openPage(`${scriptTag()}${LOGIN}${data}`);
    find('button').click();
    await store.waitFor(1);
    expect(await words()).to.deep.equal(['logged in']);
  });

  it('takes settings at an address, which may hold no secrets', async () => {
    const { key, secret, ...open } = settings as { readonly key: string; readonly secret: string };
    const site = await publishSite(open);
    const { view } = await openPage(`${scriptTag(site)}${vouched('<main data-xapi-event="login"></main>')}`);
    // What the site may not tell everybody, the page says; meanwhile all is held.
    view.PlaykitXapi?.portal.startPortal()?.configure({ key, secret });
    await store.waitFor(1);
    expect(await words()).to.deep.equal(['logged in']);
  });

  for (const [name, tag, call] of [
    ['createPortal', () => scriptTag(), 'P.declare(P.createPortal({ siteSettings, oauthToken }));'],
    ['startPortal().configure', scriptTag, 'P.startPortal().configure({ oauthToken });']
  ] as const)
    it(`takes settings at an address, and the token by a function: ${name}`, async () => {
      const { key: _key, secret: _secret, ...open } = settings as { readonly key: string; readonly secret: string };
      const site = await publishSite(open);
      await store.tokens(['demo-token']);
      const token = URL.createObjectURL(new Blob(['demo-token']));
      await openPage(
        `${tag(site)}
       <script>
         const P = PlaykitXapi.portal;
         const siteSettings = '${site}';
         const oauthToken = () =>
           fetch('${token}').then((reply) => (reply.ok ? reply.text() : Promise.reject(reply.status)));
         ${call}
       </script>
       ${vouched('<main data-xapi-event="login"></main>')}`
      );
      await store.waitFor(1);
      expect(await words()).to.deep.equal(['logged in']);
    });

  it('says what is missing where the address is all there is', async () => {
    const { key: _key, secret: _secret, ...open } = settings as { readonly key: string; readonly secret: string };
    const { view, find } = await openPage(`${scriptTag(await publishSite(open))}${LOGIN}`);
    const portal = view.PlaykitXapi?.portal.startPortal();
    const told = new Promise<string>((resolve) => portal?.on('xapi_problem', ({ path }) => resolve(path)));
    find('button').click();
    expect(await told).to.match(/^(key|oauthToken)$/);
    expect(await store.requests()).to.deep.equal([]);
  });

  it('is one, however often its tag is there, and its API is at hand', async () => {
    const { view } = await openPage(
      `${scriptTag(settings)}${scriptTag()}${vouched('<main data-xapi-event="login"></main>')}${scriptTag(settings)}`
    );
    const portal = view.PlaykitXapi?.portal.startPortal();
    expect(portal?.entryLike({ entry: { id: '0_abc' } })).to.equal(true);
    await portal?.flush();
    expect(await words()).to.deep.equal(['logged in', 'liked']);
  });

  it('starts nothing where the page has no settings', async () => {
    const { view, find } = await openPage(`${scriptTag()}${LOGIN}`);
    find('button').click();
    expect(view.PlaykitXapi?.portal.startPortal()).to.equal(undefined);
    expect(Object.getOwnPropertySymbols(view).map(String).join()).to.not.include('playkit-js-xapi/page');
  });

  for (const text of ['{ "endpoint": ', '[1]', '"settings"', '{"secret": "hunter2",,}'])
    it(`says once what is wrong with settings like ${text}, and harms nobody`, async () => {
      const { view, find } = await openPage(`${scriptTag(text)}${LOGIN}`);
      const portal = view.PlaykitXapi?.portal.startPortal();
      find('button').click();
      const { problems, on } = (await portal?.status()) ?? {};
      expect([problems?.map(({ level, path }) => [level, path]), on]).to.deep.equal([
        [['error', 'data-xapi-settings']],
        false
      ]);
      expect(JSON.stringify(problems)).to.not.include('hunter2');
      expect(problems?.[0]?.message).to.match(
        /expected \{"endpoint": "…"\}, or the address of such settings\. xAPI is off/
      );
    });

  it('a login that leads to another page at once is delivered', async () => {
    const away = publishPage('<title>Somewhere else</title>');
    const { frame, find } = await openPage(
      scriptTag(settings) + vouched(`<a data-xapi-event="login" data-track-button="login" href="${away}">Log in</a>`)
    );
    const gone = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    find('a').click();
    await gone;
    await store.waitFor(1);
    expect(await words()).to.deep.equal(['logged in']);
    expect((await account.heard(1)).map(({ fields }) => fields['buttonType'])).to.deep.equal(['login']);
  });

  // What it says later still leaves with the page (leaving.spec.ts): engines drop what a page has only begun to store.
  it('what the page has stored when it goes is delivered by the next page', async () => {
    await store.faults([{ cut: true }]);
    const { frame, view } = await openPage(scriptTag(settings));
    const portal = view.PlaykitXapi?.portal.startPortal();
    let count = 0;
    const stored = new Promise((resolve) =>
      portal?.on(
        'xapi_delivery',
        (event) => event.type === 'stored' && (count += event.ids.length) === 2 && resolve(event)
      )
    );
    portal?.login();
    portal?.entryLike({ entry: { id: '0_abc' } });
    await stored;
    frame.remove();
    await store.faults([]);
    const next = await openPage(scriptTag(settings));
    next.view.PlaykitXapi?.portal.startPortal()?.entryUnlike({ entry: { id: '0_abc' } });
    await store.waitFor(3);
    expect(await words()).to.deep.equal(['logged in', 'liked', 'unliked']);
  });
});
