import { expect } from 'chai';
import sinon from 'sinon';
import { watchConsole } from '../support/complaints.js';
import { closePortals, openDeclared } from '../support/portal-stage.js';

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
    [`<button ${LIKE} data-xapi-category-id="1"></button>`, 'data-xapi-event', /entryLike: category: unknown key/],
    [
      `<button ${LIKE} data-xapi-entry-nam="x"></button>`,
      'data-xapi-entry-nam',
      /^<button data-xapi-entry-nam="x">: no such attribute, did you mean data-xapi-entry-name\.$/
    ],
    [`<button ${LIKE} data-xapi-on="clik"></button>`, 'data-xapi-on', /must be click, submit, change, load\.$/],
    [`<button ${ENTRY}></button>`, 'data-xapi-entry-id', /says nothing without data-xapi-event\.$/],
    [
      `<button data-xapi-event="entryComment" ${ENTRY} data-xapi-text-from="#nowhere"></button>`,
      'data-xapi-text-from',
      /finds no field\.$/
    ],
    [
      `<button data-xapi-event="entryComment" ${ENTRY} data-xapi-text-from="[["></button>`,
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
      const { problems, find, received } = openDeclared(html);
      for (let click = 0; click < 3; click++) find('button').click();
      expect(problems.map((problem) => [problem.level, problem.code, problem.path])).to.deep.equal([
        ['warning', 'bad-element', path]
      ]);
      expect(problems[0]?.message).to.match(message);
      expect(lines()).to.deep.equal([`[xapi] ${problems[0]?.message ?? ''}`]);
      await received();
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
