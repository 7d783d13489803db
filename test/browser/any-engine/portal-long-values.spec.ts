import { expect } from 'chai';
import { KalturaAccount } from '../../support/kaltura.js';
import { closePages, openPage, scriptTag, vouched } from '../../support/portal-page.js';
import { portalSettings } from '../../support/portal-stage.js';
import { newStore } from '../../support/stage.js';

describe('attributes of any length', () => {
  afterEach(closePages);

  for (const [what, values] of [
    ['slashes', '/'.repeat(60_000)],
    ['slashes with an end', `https:${'/'.repeat(60_000)}x`],
    ['spaces', `x${' '.repeat(60_000)}x`]
  ] as const)
    it(`are cut before anything looks at them: ${what}`, async () => {
      const store = newStore();
      const names = ['entry-id', 'entry-name', 'entry-duration', 'category-url', 'category-id', 'collaborator-email'];
      const attributes = names.map((name) => `data-xapi-${name}="${values}"`).join(' ');
      const elements = ['entryLike', 'entryPublish', 'categoryView', 'entryCollaborator', values]
        .map((event) => `<p data-xapi-event="${event}" ${attributes}></p><p data-xapi-${event.slice(0, 9)}="x"></p>`)
        .join('');
      const { view } = await openPage(
        scriptTag(portalSettings(store, new KalturaAccount())) + vouched(elements.repeat(20))
      );
      const portal = view.PlaykitXapi?.portal.startPortal();
      await portal?.flush();
      for (const { message } of (await portal?.status())?.problems ?? []) expect(message.length).to.be.below(3000);
    });
});
