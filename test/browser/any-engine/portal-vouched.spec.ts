import { expect } from 'chai';
import { declare, type Portal } from '../../../src/portal/index.js';
import { NONCE } from '../../support/portal-page.js';
import { closePortals, observed, openPortal } from '../../support/portal-stage.js';
import { wordOf } from '../../support/reading.js';

const LIKE = 'data-xapi-event="entryLike" data-xapi-entry-id="0_abc"';
const COMMENT = '<p class="comment"><b data-xapi-event="login"></b></p>';

describe('roots that a script vouches for', () => {
  afterEach(closePortals);

  const boxes: HTMLElement[] = [];
  afterEach(() => boxes.splice(0).forEach((box) => box.remove()));
  const show = (html: string): HTMLElement => {
    const box = document.createElement('div');
    box.innerHTML = html;
    document.body.append(box);
    boxes.push(box);
    return box;
  };
  const said = async (
    html: string,
    call: (portal: Portal, box: HTMLElement) => unknown
  ): Promise<readonly [words: readonly string[], problems: readonly string[]]> => {
    const { portal, received, problems } = openPortal();
    const box = show(html);
    call(portal, box);
    box.querySelector('button')?.click();
    await observed();
    await observed();
    const told = problems.map(({ code }) => code);
    // The next portal of the test must not find it.
    box.remove();
    return [(await received()).map(wordOf), told];
  };

  it('are elements that it was given, with all in them', async () => {
    const html = `<section><button ${LIKE}></button></section>${COMMENT}`;
    expect(await said(html, (portal, box) => declare(portal, box.querySelector('section') as Element))).to.deep.equal([
      ['liked'],
      []
    ]);
  });

  it('but not what a selector names as user content, also for roots that were declared before', async () => {
    const html = `<section><button ${LIKE}></button>${COMMENT}</section>`;
    const userContent = '.comment';
    expect(await said(html, (portal, box) => declare(portal, box, { userContent }))).to.deep.equal([['liked'], []]);
    const twice = (portal: Portal, box: HTMLElement): void => {
      declare(portal, document, { nonce: NONCE, userContent });
      declare(portal, box);
    };
    expect(await said(html, twice)).to.deep.equal([['liked'], []]);
  });

  it('are, in the document, elements with the nonce that it names', async () => {
    const html = `<section nonce="${NONCE}"><button ${LIKE}></button></section><p nonce="x">${COMMENT}</p>`;
    const none = `<section nonce="${NONCE}"></section><p nonce="x">${COMMENT}</p>`;
    const call = (portal: Portal): unknown => declare(portal, document, { nonce: NONCE });
    expect(await said(html, call)).to.deep.equal([['liked'], []]);
    expect(await said(none, call)).to.deep.equal([[], ['unvouched']]);
  });

  it('are none where it gives the document and there is no nonce: the page is told what to add', async () => {
    const html = `<section nonce=""><button ${LIKE}></button></section>${COMMENT}`;
    for (const root of [undefined, document])
      expect(await said(html, (portal) => declare(portal, root))).to.deep.equal([[], ['unvouched']]);
  });

  it('may be given after the document was declared: nothing is told, and all is said', async () => {
    const html = `<section><button ${LIKE}></button></section>`;
    const both = (portal: Portal, box: HTMLElement): void => {
      declare(portal);
      declare(portal, box);
    };
    expect(await said(html, both)).to.deep.equal([['liked'], []]);
  });

  for (const [what, root, options] of [
    ['no element', 'main', {}],
    ['nothing', null, {}],
    ['no selector', document.body, { userContent: '[[' }]
  ] as const)
    it(`are not declared by a call with ${what}, which is told`, async () => {
      const call = (portal: Portal): unknown => declare(portal, root as Element, options);
      expect(await said(`<button ${LIKE}></button>`, call)).to.deep.equal([[], ['bad-call']]);
    });
});
