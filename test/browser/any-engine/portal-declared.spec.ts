import { expect } from 'chai';
import sinon from 'sinon';
import type { Statement } from '../../../src/xapi/statement.js';
import { closePortals, observed, openDeclared } from '../../support/portal-stage.js';
import { wordOf } from '../../support/reading.js';

const ENTRY = 'data-xapi-entry-id="0_abc"';
const LIKE = `data-xapi-event="entryLike" ${ENTRY}`;

const words = (statements: readonly Statement[]): string => statements.map(wordOf).join(', ');

describe('declared events', () => {
  afterEach(closePortals);
  afterEach(() => sinon.restore());

  const objects: readonly (readonly [html: string, word: string, id: RegExp])[] = [
    ['data-xapi-event="categoryView" data-xapi-category-id="42"', 'viewed', /\/category\/42$/],
    ['data-xapi-event="login"', 'logged in', /kaltura\.com$/],
    [`data-xapi-event="entryUnlike" ${ENTRY}`, 'unliked', /t\/0_abc$/],
    [`data-xapi-event="entryComment" ${ENTRY} data-xapi-text="Well said"`, 'commented', /t\/0_abc$/],
    [`data-xapi-event="entryUpload" ${ENTRY} data-xapi-entry-media="audio"`, 'created', /t\/0_abc$/],
    [`data-xapi-event="entryPublish" ${ENTRY} data-xapi-category-id="42"`, 'shared', /t\/0_abc$/],
    [`data-xapi-event="entryUnlisted" ${ENTRY}`, 'unshared', /t\/0_abc$/],
    [
      `data-xapi-event="entryCollaborator" ${ENTRY} data-xapi-collaborator-id="jane"`,
      'joined as co-editor',
      /t\/0_abc$/
    ],
    ['data-xapi-event="captureSpaceLaunch"', 'launched', /capture\/1$/],
    ['data-xapi-event="kalturaCaptureLaunch" data-xapi-application-id="urn:app"', 'launched', /^urn:app$/]
  ];
  for (const [html, word, id] of objects)
    it(`say ${html}`, async () => {
      const { received, problems, find } = openDeclared(`<button ${html}>Do it</button>`);
      find('button').click();
      const [statement, ...others] = await received();
      expect(problems).to.deep.equal([]);
      expect(others).to.deep.equal([]);
      expect(statement && wordOf(statement)).to.equal(word);
      expect(statement?.object.id).to.match(id);
    });

  it('say all that their attributes say', async () => {
    const { received, find } = openDeclared(
      `<button data-xapi-event="entryCollaborator" ${ENTRY} data-xapi-entry-name="A lecture"
        data-xapi-entry-description="On xAPI" data-xapi-entry-duration="60" data-xapi-entry-language="de" data-xapi-collaborator-id=""
        data-xapi-collaborator-name="Jane" data-xapi-collaborator-email="jane@example.org">Invite</button>`
    );
    find('button').click();
    const [statement] = await received();
    expect(statement?.object.definition).to.deep.include({
      name: { de: 'A lecture' },
      description: { de: 'On xAPI' }
    });
    expect(statement?.actor).to.deep.equal({
      objectType: 'Agent',
      name: 'Jane',
      mbox: 'mailto:jane@example.org'
    });
  });

  it('are said when they suit their element', async () => {
    const { received, box } = openDeclared(
      `<form ${LIKE}><input name="a" /><input type="submit" /></form>
       <button ${LIKE}></button><a ${LIKE} href="#x"></a><input type="button" ${LIKE} />
       <details><summary ${LIKE}></summary></details><span role="button" ${LIKE}></span>
       <select ${LIKE}><option>1</option><option>2</option></select>
       <section ${LIKE}></section><i ${LIKE}></i>`
    );
    const said = async (work: () => void): Promise<number> => {
      const before = (await received()).length;
      work();
      return (await received()).length - before;
    };
    expect((await received()).length, 'section and i').to.equal(2);
    const form = box.querySelector('form');
    form?.addEventListener('submit', (event) => event.preventDefault());
    expect(await said(() => form?.querySelector('input')?.click())).to.equal(0);
    expect(await said(() => form?.requestSubmit())).to.equal(1);
    for (const selector of ['button', 'a', 'input[type=button]', 'summary', 'span'])
      expect(await said(() => box.querySelector<HTMLElement>(selector)?.click()), selector).to.equal(1);
    const select = box.querySelector('select');
    expect(await said(() => select?.click())).to.equal(0);
    expect(await said(() => select?.dispatchEvent(new Event('change', { bubbles: true })))).to.equal(1);
    expect(await said(() => box.querySelector('section')?.click())).to.equal(0);
  });

  it('are said when data-xapi-on says so', async () => {
    const { received, find } = openDeclared(
      `<button ${LIKE} data-xapi-on="load"></button><input type="checkbox" ${LIKE} data-xapi-on="change" />
       <section ${LIKE} data-xapi-on="click"><p></p></section>`
    );
    expect(await received()).to.have.length(1);
    find('button').click();
    find('p').click();
    expect(await received()).to.have.length(2);
    find('input').click();
    expect(await received()).to.have.length(3);
  });

  it('of a label are said once, whether it or its control is clicked', async () => {
    const { received, find } = openDeclared(
      `<label id="round" ${LIKE}>Like <input type="checkbox" /></label>
       <label id="beside" ${LIKE} for="box">Like</label><input type="checkbox" id="box" />`
    );
    for (const [selector, count] of [
      ['#round', 1],
      ['#round input', 2],
      ['#beside', 3],
      ['#box', 3]
    ] as const) {
      find(selector).click();
      expect(await received(), selector).to.have.length(count);
    }
  });

  it('are said of each element round the one that is clicked, also of those of a component', async () => {
    const { received, find } = openDeclared(
      `<div data-xapi-on="click" data-xapi-event="login"><button ${LIKE}><b>Like</b></button></div>`
    );
    const inside = find('b').attachShadow.call(find('button').parentElement as HTMLElement, { mode: 'open' });
    inside.innerHTML = '<slot></slot>';
    find('b').click();
    expect(words(await received())).to.equal('liked, logged in');
  });

  it('are heard though the page stops the click, and stop nothing themselves', async () => {
    const { received, find } = openDeclared(`<a ${LIKE} href="#there">Like</a>`);
    const heard = sinon.spy((event: Event) => event.stopImmediatePropagation());
    find('a').addEventListener('click', heard);
    find('a').click();
    expect(await received()).to.have.length(1);
    expect([heard.callCount, heard.args[0]?.[0].defaultPrevented]).to.deep.equal([1, false]);
  });

  it('are not said of what is disabled', async () => {
    const { received, find, box } = openDeclared(
      `<button id="a" disabled ${LIKE}>Like</button><a id="b" href="#x" aria-disabled="true" ${LIKE}>Like</a>
       <fieldset disabled><button id="c" ${LIKE}><b>Like</b></button></fieldset>`
    );
    for (const selector of ['#a', '#b', '#c', 'b']) find(selector).click();
    // What some engines do with a click inside of a disabled button.
    find('b').dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(await received()).to.deep.equal([]);
    find('#a').toggleAttribute('disabled');
    box.querySelector<HTMLElement>('#a')?.click();
    expect(await received()).to.have.length(1);
  });

  it('find the words of a comment in its form alone, before the page clears it', async () => {
    const { received, find, problems } = openDeclared(
      `<textarea name="text">elsewhere</textarea>
       <form data-xapi-event="entryComment" ${ENTRY} data-xapi-text-from="[name=text]">
         <textarea name="text">Well said</textarea>
       </form>`,
      { sendCommentText: 'Yes' }
    );
    const form = find('form') as HTMLFormElement;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      form.innerHTML = '';
    });
    form.requestSubmit();
    form.requestSubmit();
    const results = (await received()).map(({ result }) => result);
    expect(results).to.deep.equal([{ response: 'Well said' }]);
    expect(problems.map(({ path }) => path)).to.deep.equal(['data-xapi-text-from']);
  });

  it('tell the analytics of pages and buttons', async () => {
    const { heard, find, show } = openDeclared(
      `<main data-track-page="lobby" data-track-page-name="main-lobby" data-track-page-entry-id="0_abc"></main>
       <button data-track-button="cta" data-track-button-name="register-now" data-track-button-value="7"
         data-track-button-info="top" data-track-button-kaltura-application="my-portal" ${LIKE}>Register</button>`
    );
    find('button').click();
    show('<section data-track-page="session"></section>');
    await observed();
    const events = (await heard()).map(({ fields }) => fields);
    expect(events.map(({ eventType }) => eventType)).to.deep.equal(['10003', '10002', '10003']);
    expect(events[0]).to.include({ pageType: 'lobby', pageName: 'main-lobby', entryId: '0_abc' });
    const button = { buttonType: 'cta', buttonName: 'register-now', buttonValue: '7', buttonInfo: 'top' };
    expect(events[1]).to.include({ ...button, kalturaApplication: 'my-portal' });
    expect(new Set(events.map(({ sessionId }) => sessionId)).size).to.equal(1);
  });
});
