import { expect } from 'chai';
import sinon from 'sinon';
import { watchConsole } from '../../support/complaints.js';
import { closePortals, observed, openDeclared } from '../../support/portal-stage.js';

const ENTRY = 'data-xapi-entry-id="0_abc"';
const LIKE = `data-xapi-event="entryLike" ${ENTRY}`;

describe('wrong attributes', () => {
  afterEach(closePortals);
  afterEach(() => sinon.restore());

  const wrong: readonly (readonly [html: string, path: string, message: RegExp])[] = [
    [
      `<button id="like" class="big red" data-xapi-event="entryLik" ${ENTRY}></button>`,
      'data-xapi-event',
      /^<button#like\.big\.red data-xapi-event="entryLik">: entryLik: no such event, did you mean entryLike\. There are/
    ],
    [
      '<button data-xapi-event="entryLike"></button>',
      'data-xapi-event',
      /^<button data-xapi-event="entryLike">: entryLike: entry: missing, .* It takes data-xapi-entry-id, data-xapi-entry-name/
    ],
    [
      '<button data-xapi-event="entryLike" data-xapi-entry-id="https://x.org/0_a"></button>',
      'data-xapi-event',
      /entry\.id: expected an entry id, not an address/
    ],
    [
      `<button ${LIKE} data-xapi-category-id="1"></button>`,
      'data-xapi-category-id',
      /^<button data-xapi-category-id="1">: does not belong to entryLike, which takes data-xapi-entry-id, /
    ],
    ['<button data-xapi-evnt="login"></button>', 'data-xapi-evnt', /did you mean data-xapi-event\.$/],
    [
      `<button data-xapi-evnt="entryLike" ${ENTRY}></button>`,
      'data-xapi-evnt',
      /^<button data-xapi-evnt="entryLike">: no such attribute, did you mean data-xapi-event\.$/
    ],
    [
      '<button data-xapi-event="entryLike" data-xapi-entryid="0_abc"></button>',
      'data-xapi-entryid',
      /did you mean data-xapi-entry-id\.$/
    ],
    [
      '<button data-xapi-event=""></button>',
      'data-xapi-event',
      /^<button data-xapi-event="">: must name an event: cat/
    ],
    [`<button data-xapi-event=" " ${ENTRY}></button>`, 'data-xapi-event', /must name an event: categoryView, login, /],
    ['<button data-xapi-on="click"></button>', 'data-xapi-on', /says nothing without data-xapi-event\.$/],
    ['<button data-track-buton="cta"></button>', 'data-track-buton', /did you mean data-track-button\.$/],
    ['<button data-track-buton-name="x"></button>', 'data-track-buton-name', /did you mean data-track-button-name\.$/],
    [
      '<button data-track-button-name="x"></button>',
      'data-track-button-name',
      /says nothing without data-track-button\.$/
    ],
    [
      '<button data-track-button=""></button>',
      'data-track-button',
      /must be the type of the button: .* such as cta\.$/
    ],
    ['<button data-track-page=" "></button>', 'data-track-page', /must be the type of the page: .* such as lobby\.$/],
    [
      `<button ${LIKE} data-xapi-entry-nam="x"></button>`,
      'data-xapi-entry-nam',
      /^<button data-xapi-entry-nam="x">: no such attribute, did you mean data-xapi-entry-name\.$/
    ],
    [`<button ${LIKE} data-xapi-on="clik"></button>`, 'data-xapi-on', /must be click, submit, change, load\.$/],
    [`<button ${ENTRY}></button>`, 'data-xapi-entry-id', /says nothing without data-xapi-event\.$/],
    [
      `<button data-xapi-event="entryComment" ${ENTRY} data-xapi-text-from="#words"></button><input id="words" />`,
      'data-xapi-text-from',
      /says nothing outside of a form\.$/
    ],
    [
      `<form><button type="button" data-xapi-event="entryComment" ${ENTRY} data-xapi-text-from="#words"></button></form>`,
      'data-xapi-text-from',
      /finds no field in the element's own form\.$/
    ],
    [
      `<form><button type="button" data-xapi-event="entryComment" ${ENTRY} data-xapi-text-from="[["></button></form>`,
      'data-xapi-text-from',
      /is no CSS selector\.$/
    ],
    [
      '<button data-track-button="cta" data-track-button-nam="x"></button>',
      'data-track-button-nam',
      /did you mean data-track-button-name\.$/
    ]
  ];
  for (const [html, path, message] of wrong)
    it(`are told of once, with the element: ${html}`, async () => {
      const lines = watchConsole();
      const { problems, find, received, heard } = openDeclared(html);
      for (let click = 0; click < 3; click++) find('button').click();
      expect(problems.map((problem) => [problem.level, problem.code, problem.path])).to.deep.equal([
        ['warning', 'bad-element', path]
      ]);
      expect(problems[0]?.message).to.match(message);
      expect(lines()).to.deep.equal([`[xapi] ${problems[0]?.message ?? ''}`]);
      await received();
      expect(await heard()).to.have.length(html.includes('"cta" ') ? 3 : 0);
    });

  it('are told of in what comes later, too', async () => {
    const { problems, show } = openDeclared('');
    show('<div><p>Soon</p><p id="later" data-xapi-evnt="login"></p></div>');
    await observed();
    expect(problems.map(({ message }) => message)).to.deep.equal([
      '<p#later data-xapi-evnt="login">: no such attribute, did you mean data-xapi-event.'
    ]);
  });

  it('hide nothing that can be said', async () => {
    const { problems, find, received } = openDeclared(`<button ${LIKE} data-xapi-entry-nam="x"></button>`);
    find('button').click();
    expect(await received()).to.have.length(1);
    expect(problems).to.have.length(1);
  });

  it('are told of anew when they are other ones', async () => {
    const { problems, find } = openDeclared('<button data-xapi-event="entryLike" data-xapi-entryid="0_abc"></button>');
    find('button').removeAttribute('data-xapi-entryid');
    find('button').click();
    expect(problems.map(({ path }) => path)).to.deep.equal(['data-xapi-entryid', 'data-xapi-event']);
  });

  it('are not those of other tools, and of the settings', () => {
    const others = ['action', 'category', 'event', 'click', 'id', 'label', 'banner', 'image', 'price', 'b', ''];
    const all = others.map((name) => `data-track-${name}="x"`).join(' ');
    const { problems } = openDeclared(
      `<button ${all} data-tracking="x"></button><script data-xapi-settings="/x"></script>`
    );
    expect(problems).to.deep.equal([]);
  });

  it('of two elements are two problems', () => {
    const { problems } = openDeclared(
      `<main id="a" data-xapi-event="entryLike"></main><main id="b" data-xapi-event="entryLike"></main>`
    );
    expect(problems.map(({ message }) => message.slice(0, 7))).to.deep.equal(['<main#a', '<main#b']);
  });

  it('are not what is wrong where the settings are: that is told once, and not of each element', () => {
    const { problems, find } = openDeclared(`<button id="a" ${LIKE}></button><button id="b" ${LIKE}></button>`, {
      endpoint: 'lrs.example'
    });
    for (const selector of ['#a', '#b']) find(selector).click();
    expect(problems.map(({ path, message }) => [path, message.split(':')[0]])).to.deep.equal([
      ['endpoint', 'endpoint'],
      ['entryLike', 'entryLike']
    ]);
  });

  it('of a page without a partner name the element, too', () => {
    const { problems } = openDeclared('<main data-track-page="lobby"></main>', { analytics: undefined });
    expect(problems.map(({ path }) => path)).to.deep.equal(['data-track-page']);
    expect(problems[0]?.message).to.match(/^<main data-track-page="lobby">: pageLoad: .*partner id\.$/);
  });
});
