import { expect } from 'chai';
import { closePortals, openDeclared } from '../../support/portal-stage.js';
import { wordOf } from '../../support/reading.js';

const LIKE = 'data-xapi-event="entryLike" data-xapi-entry-id="0_abc"';

/** What docs/portal.md says of it. */
describe('declared events that browsers hide', () => {
  afterEach(closePortals);

  it('form.submit(): no event; requestSubmit() is one', async () => {
    const { received, find } = openDeclared(
      `<iframe name="away" hidden></iframe><form ${LIKE} action="about:blank" target="away"></form>`
    );
    const form = find('form') as HTMLFormElement;
    const away = find('iframe');
    const sent = new Promise((resolve) => away.addEventListener('load', resolve, { once: true }));
    form.submit();
    await sent;
    expect(await received()).to.deep.equal([]);
    form.requestSubmit();
    expect((await received()).map(wordOf)).to.deep.equal(['liked']);
  });

  it('a click that a capturing listener on window stops; one that is stopped below is heard', async () => {
    const { received, find, box } = openDeclared(`<button ${LIKE}>Like</button>`);
    const stop = (event: Event): void => event.stopImmediatePropagation();
    window.addEventListener('click', stop, true);
    find('button').click();
    window.removeEventListener('click', stop, true);
    expect(await received()).to.deep.equal([]);
    box.addEventListener('click', stop, true);
    find('button').click();
    expect((await received()).map(wordOf)).to.deep.equal(['liked']);
  });
});
