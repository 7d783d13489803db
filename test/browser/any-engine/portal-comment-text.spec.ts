import { expect } from 'chai';
import { KalturaAccount } from '../../support/kaltura.js';
import { closePages, openPage, scriptTag, vouched } from '../../support/portal-page.js';
import { judged, portalSettings } from '../../support/portal-stage.js';
import type { RecordStore } from '../../support/record-store.js';
import { newStore } from '../../support/stage.js';

const ENTRY = 'data-xapi-entry-id="0_abc"';

describe('the words of a comment', () => {
  let store: RecordStore;
  let settings: object;
  beforeEach(() => {
    store = newStore();
    settings = { ...portalSettings(store, new KalturaAccount()), sendCommentText: 'Yes' };
  });
  afterEach(closePages);

  const commented = async (html: string, from: string): Promise<readonly unknown[]> => {
    const page = await openPage(
      `${scriptTag(settings)}<input name="outside" value="secret-outside"><textarea id="out">secret-outside</textarea>` +
        vouched(
          `<form data-xapi-event="entryComment" ${ENTRY} data-xapi-text-from='${from}'>${html}<button>Send</button></form>`
        )
    );
    page.find('form').addEventListener('submit', (event) => event.preventDefault());
    page.find('button').click();
    const portal = page.view.PlaykitXapi?.portal.startPortal();
    await portal?.flush();
    const problems = (await portal?.status())?.problems ?? [];
    expect(problems.map(({ message }) => message).join()).to.not.include('secret');
    expect((await store.raw()).join()).to.not.include('secret');
    return [(await judged(store)).map(({ result }) => result?.response), problems.map(({ path }) => path)];
  };
  const refused = [[], ['data-xapi-text-from']];

  for (const [what, html, from] of [
    ['a hidden field', '<input type="hidden" name="csrf" value="secret">', '[name=csrf]'],
    ['a password', '<input type="password" name="pw" value="secret">', '[name=pw]'],
    ['a password that is shown', '<input autocomplete="current-password" name="pw" value="secret">', '[name=pw]'],
    ['a field with the attribute hidden', '<textarea hidden>secret</textarea>', 'textarea'],
    ['a field that styles hide', '<textarea style="display: none">secret</textarea>', 'textarea'],
    ['a file', '<input type="file" name="file">', '[name=file]'],
    ['an element that is no field', '<p id="t">secret</p>', '#t'],
    ['a field outside of the form', '', '#out'],
    ['a field of that name outside of the form', '', '[name=outside]'],
    ['a field in user content', '<div data-xapi-user-content><textarea>secret</textarea></div>', 'textarea']
  ] as const)
    it(`never come out of ${what}`, async () => {
      expect(await commented(html, from)).to.deep.equal(refused);
    });

  for (const [what, html, from] of [
    ['a text area', '<textarea name="words">Well said</textarea>', '[name=words]'],
    ['an input', '<input value="Well said">', 'input'],
    ['an element that is edited', '<div contenteditable>Well said</div>', '[contenteditable]'],
    [
      "the site's own field, below one of that name in user content",
      '<blockquote data-xapi-user-content><textarea name="words">secret</textarea></blockquote><textarea name="words">Well said</textarea>',
      '[name=words]'
    ],
    [
      'the field that is shown, below hidden ones of that name',
      '<input type="hidden" name="words" value="secret"><input type="password" name="words" value="secret">' +
        '<textarea name="words" style="display: none">secret</textarea><textarea name="words">Well said</textarea>',
      '[name=words]'
    ]
  ] as const)
    it(`come out of ${what}`, async () => {
      expect(await commented(html, from)).to.deep.equal([['Well said'], []]);
    });
});
