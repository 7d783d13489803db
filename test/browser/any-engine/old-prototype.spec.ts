import { expect } from 'chai';
import { KalturaAccount } from '../../support/kaltura.js';
import { closePages, openPage, scriptTag, vouched } from '../../support/portal-page.js';
import { judged, portalSettings } from '../../support/portal-stage.js';
import { wordOf } from '../../support/reading.js';
import { newStore } from '../../support/stage.js';

/** As Prototype.js 1.6 does it: JSON.stringify calls it, and makes a text of the text. */
const OLD_PROTOTYPE = `<script>
  Array.prototype.toJSON = function () {
    return '[' + Array.from(this, (value) => JSON.stringify(value)).join(', ') + ']';
  };
</script>`;

describe('a page with an old Prototype.js', () => {
  afterEach(closePages);

  it('sends statements whose lists are lists, and keeps what it has given to Array', async () => {
    const store = newStore();
    const settings = portalSettings(store, new KalturaAccount());
    const like = vouched('<button data-xapi-event="entryLike" data-xapi-entry-id="0_abc">Like</button>');
    const { find, view } = await openPage(OLD_PROTOTYPE + scriptTag(settings) + like);
    find('button').click();
    await store.waitFor(1);
    const [statement] = await judged(store);
    expect(statement && wordOf(statement)).to.equal('liked');
    expect(statement?.context?.contextActivities?.category).to.be.an('array');
    const { Array: list, JSON: json } = view as unknown as typeof globalThis;
    expect(list.prototype).to.have.property('toJSON');
    expect(json.stringify(list.of(1))).to.equal('"[1]"');
  });
});
