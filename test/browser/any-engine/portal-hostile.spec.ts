import { expect } from 'chai';
import type { Problem } from '../../../src/portal/index.js';
import { allIn } from '../../../src/portal/dom.js';
import { KalturaAccount } from '../../support/kaltura.js';
import { closePages, NONCE, openPage, scriptTag, vouched, type PortalPage } from '../../support/portal-page.js';
import { judged, observed, portalSettings } from '../../support/portal-stage.js';
import type { RecordStore } from '../../support/record-store.js';
import { wordOf } from '../../support/reading.js';
import { newStore } from '../../support/stage.js';

const ENTRY = 'data-xapi-entry-id="0_abc"';
const LIKE = `<button id="like" data-xapi-event="entryLike" ${ENTRY}>Like</button>`;

/**
 * What a user wrote as a comment, after a sanitiser. It is written by hand as DOMPurify 3 leaves markup with its defaults:
 * `data-*`, `role`, `class`, `name`, `id` and `nonce` stay, forms and buttons stay, scripts and handlers go.
 */
const COMMENT = `
  <p data-xapi-event="login">Nice video</p>
  <p data-xapi-event="categoryView" data-xapi-category-id="666">!</p>
  <p data-track-page="forged">!</p>
  <button data-xapi-event="entryLike" ${ENTRY} data-track-button="forged">More</button>
  <a href="#more" data-xapi-event="entryPublish" ${ENTRY}>more</a>
  <span role="button" data-xapi-event="entryCollaborator" ${ENTRY} data-xapi-collaborator-id="mallory"
    data-xapi-on="load">!</span>
  <form data-xapi-event="entryComment" ${ENTRY} data-xapi-text="I agree"><button>Read on</button></form>
  <select data-xapi-event="entryUnlisted" ${ENTRY}><option>1</option></select>`;

describe('text that users write, in a portal', () => {
  let store: RecordStore;
  let account: KalturaAccount;
  let settings: object;
  beforeEach(() => {
    store = newStore();
    account = new KalturaAccount();
    settings = portalSettings(store, account);
  });
  afterEach(closePages);

  /** Does with everything in the page what a reader could do. */
  const useAll = ({ view }: PortalPage): void => {
    const { document: page } = view;
    view.addEventListener('submit', (event) => event.preventDefault());
    const all = allIn(page, 'body *:not(#like)');
    for (const element of all) {
      for (const type of ['click', 'change', 'submit'])
        EventTarget.prototype.dispatchEvent.call(element, new Event(type, { bubbles: true, composed: true }));
    }
  };

  /** Opens a page, uses all of it, likes by the site's own button, and gives what was said. */
  const said = async (html: string, more: (page: PortalPage) => void = () => undefined): Promise<readonly string[]> => {
    const page = await openPage(`${scriptTag(settings)}<body>${html}</body>`);
    more(page);
    await observed();
    useAll(page);
    await observed();
    page.find('#like').click();
    const portal = page.view.PlaykitXapi?.portal.startPortal();
    await portal?.flush();
    const analytics = (await account.events()).filter(({ service }) => service === 'analytics');
    return [...(await judged(store)).map(wordOf), ...analytics.map(({ fields }) => fields['eventType'] ?? '')];
  };

  const problemsOf = async ({ view }: PortalPage): Promise<readonly Problem[]> =>
    (await view.PlaykitXapi?.portal.startPortal()?.status())?.problems ?? [];

  const places: readonly (readonly [where: string, html: string])[] = [
    ['outside of every vouched root', `${vouched(LIKE)}<div>${COMMENT}</div>`],
    ['in a root with the nonce of another response', `${vouched(LIKE)}<div nonce="b2xkIG5vbmNl">${COMMENT}</div>`],
    ['in a root with an empty nonce', `${vouched(LIKE)}<div nonce="">${COMMENT}</div><div nonce>${COMMENT}</div>`],
    ['in what the site names as user content', vouched(`${LIKE}<div data-xapi-user-content>${COMMENT}</div>`)],
    [
      'deep in user content, though it knows the nonce',
      vouched(`${LIKE}<div data-xapi-user-content><div><section nonce="${NONCE}">${COMMENT}</section></div></div>`)
    ],
    [
      'in a root that lies in user content',
      `${vouched(LIKE)}<div data-xapi-user-content>${vouched(`<div>${COMMENT}</div>`)}</div>`
    ],
    ['in a field that is edited', `${vouched(LIKE)}<div contenteditable>${COMMENT}</div>`],
    ['in a template', vouched(`${LIKE}<template>${COMMENT}</template>`)],
    ['in a frame', vouched(`${LIKE}<iframe srcdoc='${COMMENT.replace(/'/g, '')}'></iframe>`)],
    [
      'in SVG and MathML',
      `${vouched(LIKE)}<svg data-xapi-event="login"><g nonce="x" data-xapi-event="login" data-xapi-on="click"></g>
       <foreignObject><p data-xapi-event="login"></p></foreignObject></svg><math data-xapi-event="login"></math>`
    ]
  ];
  for (const [where, html] of places)
    it(`says nothing ${where}`, async () => {
      expect(await said(html)).to.deep.equal(['liked']);
    });

  it('says nothing under the names that hide members of forms and of the document', async () => {
    const names = ['nonce', 'getAttribute', 'getAttributeNames', 'matches', 'closest', 'parentNode', 'isConnected'];
    const more = ['nodeType', 'nodeName', 'elements', 'querySelectorAll', 'classList', 'tagName', 'id', 'host', 'form'];
    const inputs = [...names, ...more].map((name) => `<input name="${name}" value="${NONCE}">`).join('');
    const images = [
      'querySelectorAll',
      'currentScript',
      'scripts',
      'readyState',
      'addEventListener',
      'documentElement'
    ];
    const clobbered =
      images.map((name) => `<img name="${name}" id="${name}">`).join('') +
      `<form data-xapi-event="login" data-xapi-on="load" nonce="x">${inputs}</form>`;
    const own = `<form data-xapi-event="entryComment" ${ENTRY}>${inputs}</form>`;
    expect(await said(`<div>${clobbered}</div>${vouched(LIKE + own)}`)).to.deep.equal(['commented', 'liked']);
  });

  it('says nothing by attributes that come later, and none is told of', async () => {
    const words = await said(`${vouched(`${LIKE}<div id="c" data-xapi-user-content></div>`)}<p id="p"></p>`, (page) => {
      page.find('#c').innerHTML = COMMENT;
      const paragraph = page.find('#p');
      paragraph.setAttribute('data-xapi-event', 'login');
      paragraph.setAttribute('nonce', 'guessed');
      const host = page.find('#c').appendChild(page.view.document.createElement('div'));
      host.attachShadow({ mode: 'open' }).innerHTML = vouched(COMMENT);
    });
    expect(words).to.deep.equal(['liked']);
  });

  it('is not told of element by element: the page is told once, in one sentence, what to add', async () => {
    const page = await openPage(`${scriptTag(settings)}<div>${COMMENT.repeat(5)}</div>`);
    await observed();
    await observed();
    expect((await problemsOf(page)).map(({ code, message }) => [code, message])).to.deep.equal([
      [
        'unvouched',
        '<p data-xapi-event="login">: not counted, since the site does not vouch for it: give the script tag and an ' +
          "element around the site's own markup the same nonce, new in each response, or call declare(portal, element)."
      ]
    ]);
  });

  for (const [what, html] of [
    ['before', `<div>${COMMENT}</div>${vouched(LIKE)}`],
    ['far before', `<div>${COMMENT.repeat(50)}</div>${vouched(LIKE)}`],
    ['behind', `${vouched(LIKE)}<div>${COMMENT}</div>`]
  ] as const)
    it(`is not told of ${what} attributes that the site vouches for`, async () => {
      const page = await openPage(`${scriptTag(settings)}${html}`);
      await observed();
      await observed();
      expect(await problemsOf(page)).to.deep.equal([]);
      // Nor later, of what comes when nothing that counts comes with it.
      page.find('div').appendChild(page.view.document.createElement('p')).setAttribute('data-xapi-event', 'login');
      await observed();
      await observed();
      expect(await problemsOf(page)).to.deep.equal([]);
    });

  it('takes nothing on a page that vouches for nothing, and says what to add', async () => {
    const page = await openPage(
      `${scriptTag(settings, '')}<main nonce="">${LIKE}</main><div nonce="x">${COMMENT}</div>`
    );
    page.find('#like').click();
    useAll(page);
    await observed();
    await observed();
    await page.view.PlaykitXapi?.portal.startPortal()?.flush();
    expect(await store.requests()).to.deep.equal([]);
    expect((await problemsOf(page)).map(({ code }) => code)).to.deep.equal(['unvouched']);
  });

  it('a nonce whose attribute the browser has hidden vouches nevertheless', async () => {
    const words = await said('<main></main>', ({ find, view }) => {
      const { document: page } = view;
      const root = find('main').appendChild(page.createElement('section'));
      // What browsers do under a Content Security Policy out of a header.
      root.setAttribute('nonce', '');
      root.nonce = NONCE;
      root.innerHTML = LIKE;
    });
    expect(words).to.deep.equal(['liked']);
  });

  it('6,000 elements of a vouched root evict nothing that waits, and the page is told of the limit once', async () => {
    await store.faults([{ cut: true }]);
    const page = await openPage(`${scriptTag(settings)}${vouched('<div id="c"></div>')}`);
    const portal = page.view.PlaykitXapi?.portal.startPortal();
    for (let n = 0; n < 20; n++) portal?.entryLike({ entry: { id: `0_real${n}` } });
    page.find('#c').innerHTML = '<p data-xapi-event="login"></p>'.repeat(6000);
    // Every slice has its turn.
    while (page.find('#c').lastElementChild?.getAttribute('data-xapi-event') !== 'done') {
      await observed();
      page.find('#c').lastElementChild?.setAttribute('data-xapi-event', 'done');
    }
    await observed();
    const { lanes, problems } = (await portal?.status()) ?? {};
    const statements = lanes?.find(({ lane }) => lane.destination === 'lrs');
    // One more a second is taken, however long this takes.
    expect(statements?.waiting).to.be.within(80, 140);
    expect(statements?.evicted).to.equal(0);
    expect(problems?.filter(({ code }) => code === 'too-many')).to.have.length(1);
    await store.faults([]);
  });

  it('6,000 elements of a comment do not stop the page: other tasks have their turn between them', async () => {
    const page = await openPage(`${scriptTag(settings)}${vouched('<div id="c"></div><p id="end"></p>')}`);
    const portal = page.view.PlaykitXapi?.portal.startPortal();
    let isOver = false;
    const over = new Promise<void>((resolve) =>
      portal?.on('xapi_statement', () => {
        isOver = true;
        resolve();
      })
    );
    page.find('#c').innerHTML = '<p data-xapi-event="entryLike"></p>'.repeat(6000) + '<p data-xapi-event="login"></p>';
    let turns = 0;
    while (!isOver) {
      await observed();
      turns++;
    }
    await over;
    expect(turns).to.be.above(10);
    // The first faults are told of; thousands would stop the console.
    expect((await problemsOf(page)).length).to.be.below(60);
  });
});
