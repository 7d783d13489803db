import { expect } from 'chai';
import sinon from 'sinon';
import { declare } from '../../../src/portal/index.js';
import type { Statement } from '../../../src/xapi/statement.js';
import { watchConsole } from '../../support/complaints.js';
import { closePortals, observed, openDeclared, openPortal } from '../../support/portal-stage.js';
import { wordOf } from '../../support/reading.js';

const LIKE = 'data-xapi-event="entryLike" data-xapi-entry-id="0_abc"';

const words = (statements: readonly Statement[]): string => statements.map(wordOf).join(', ');

describe('declared events, over time', () => {
  afterEach(closePortals);
  afterEach(() => sinon.restore());

  it('of elements that come later are said: once, and again when they say something else', async () => {
    const { received, find, show, box } = openDeclared('');
    show(`<div><section ${LIKE}></section><button ${LIKE}>Like</button></div>`);
    await observed();
    expect(await received()).to.have.length(1);
    find('button').click();
    const section = find('section');
    section.setAttribute('class', 'seen');
    section.setAttribute('data-xapi-entry-id', '0_abc');
    section.remove();
    box.append(section);
    await observed();
    expect(await received()).to.have.length(2);
    section.setAttribute('data-xapi-entry-id', '0_other');
    await observed();
    expect((await received()).at(-1)?.object.id).to.match(/0_other$/);
    find('button').setAttribute('data-xapi-event', 'entryUnlike');
    find('button').click();
    expect(words(await received())).to.equal('liked, liked, liked, unliked');
  });

  it('end with the function that declare gave, and with the portal', async () => {
    const { portal, received } = openPortal();
    const box = document.createElement('div');
    document.body.append(box);
    box.innerHTML = `<button ${LIKE}>Like</button>`;
    const click = (): void => box.querySelector('button')?.click();
    const end = declare(portal, document.body);
    click();
    end();
    click();
    declare(portal, box);
    click();
    expect(await received()).to.have.length(2);
    portal.destroy();
    click();
    box.innerHTML = `<section ${LIKE}></section>`;
    await observed();
    expect(await received()).to.have.length(2);
    box.remove();
  });

  it('of one root are declared once: who asks again gets the same, and a problem', async () => {
    const lines = watchConsole();
    const { portal, received, problems } = openPortal();
    const box = document.createElement('div');
    box.innerHTML = `<button ${LIKE}>Like</button><main data-xapi-event="login"></main>`;
    document.body.append(box);
    const end = declare(portal, box);
    expect(declare(portal, box)).to.equal(end);
    box.querySelector('button')?.click();
    expect(words(await received())).to.equal('logged in, liked');
    expect(problems.map(({ code, path }) => [code, path])).to.deep.equal([['bad-call', 'declare']]);
    expect(lines()).to.have.length(1);
    end();
    declare(portal, box);
    box.querySelector('button')?.click();
    expect(words(await received())).to.equal('logged in, liked, liked');
    box.remove();
  });

  it('of roots in one another are said once', async () => {
    const { portal, received, problems } = openPortal();
    const box = document.createElement('div');
    document.body.append(box);
    declare(portal, document.body);
    declare(portal, box);
    box.innerHTML = `<button ${LIKE}>Like</button><main data-xapi-event="login"></main>`;
    await observed();
    box.querySelector('button')?.click();
    expect(words(await received())).to.equal('logged in, liked');
    expect(problems).to.deep.equal([]);
    box.remove();
  });

  it('in a shadow root are said where it is declared; clicks are heard from outside, too, and said once', async () => {
    const { portal, received } = openPortal();
    const host = document.createElement('div');
    const inside = host.attachShadow({ mode: 'open' });
    inside.innerHTML =
      `<main data-xapi-event="login"></main><select data-xapi-event="entryUnlike" data-xapi-entry-id="0_abc"></select>` +
      `<button ${LIKE}>Like</button><label data-xapi-event="captureSpaceLaunch">Go <input type="checkbox" /></label>`;
    document.body.append(host);
    declare(portal, host);
    const use = (): void => {
      inside.querySelector('button')?.click();
      inside.querySelector('label')?.click();
      inside.querySelector('select')?.dispatchEvent(new Event('change', { bubbles: true }));
    };
    use();
    expect(words(await received())).to.equal('liked, launched');
    declare(portal, inside);
    use();
    expect(words(await received())).to.equal('liked, launched, logged in, liked, launched, unliked');
    host.remove();
  });

  it('are silent while xAPI is switched off, and said when it is switched on', async () => {
    const lines = watchConsole();
    const box = document.createElement('div');
    box.innerHTML = `<button ${LIKE}>Like</button><main data-xapi-event="login"></main>`;
    document.body.append(box);
    const { portal, received } = openPortal();
    portal.configure({ enabled: 'No' });
    declare(portal, box);
    box.querySelector('button')?.click();
    expect(await received()).to.deep.equal([]);
    portal.configure({ enabled: 'Yes' });
    box.querySelector('button')?.click();
    expect(words(await received())).to.equal('logged in, liked');
    expect(lines()).to.deep.equal([]);
    box.remove();
  });
});
