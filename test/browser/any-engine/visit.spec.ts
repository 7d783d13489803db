import { expect } from 'chai';
import type { XapiConfig } from '../../../src/portal/index.js';
import { forgetVisit, visitId } from '../../../src/browser/visit.js';
import type { Statement } from '../../../src/xapi/statement.js';
import { closePortals, openPortal } from '../../support/portal-stage.js';
import { K } from '../../support/reading.js';
import { publishSite } from '../../support/site.js';

const entry = { id: '0_abc12345' };
const visitOf = ({ context }: Statement): unknown => context.extensions[K + 'visitId'];
const john = { id: 'john' };
const jane = { id: 'jane' };

describe('a visit', () => {
  beforeEach(forgetVisit);
  afterEach(closePortals);
  afterEach(() => localStorage.removeItem('playkit-js-xapi/viewer'));

  /** The visits of one like for each user. */
  const visits = async (...users: readonly (XapiConfig['user'] | null)[]): Promise<readonly unknown[]> => {
    const { portal, received } = openPortal({ user: undefined, anonymous: 'browser' });
    for (const user of users) {
      portal.configure({ user } as never);
      portal.entryLike({ entry });
    }
    return (await received()).map(visitOf);
  };

  it('goes on while somebody signs in', async () => {
    const [nobody, first, second] = await visits(null, john, john);
    expect([first, second]).to.deep.equal([nobody, nobody]);
  });

  it('ends with another viewer, and when somebody signs out', async () => {
    const all = await visits(john, jane, null, john);
    expect(new Set(all.slice(0, 3)).size).to.equal(3);
    // Who signs in again goes on with what began after they had left.
    expect(all[3]).to.equal(all[2]);
  });

  it('ends with a page that is loaded anew for nobody', async () => {
    const known = visitId('john');
    expect(visitId(''), 'another portal of this page, which was told of nobody').to.equal(known);
    expect(visitId('', 'john'), 'john signs out').to.not.equal(known);
  });

  it('ends with forget(), which leaves nothing of it, of the viewer or of the site in the storages', async () => {
    const siteSettings = await publishSite({ applicationName: 'Portal' });
    const { portal, received, next } = openPortal({ siteSettings, user: john });
    const said = next('xapi_statement');
    portal.entryLike({ entry });
    await said;
    const [before] = await received();
    await portal.forget();
    expect(
      // Which version the database has been brought to is nobody's.
      [...Object.keys(sessionStorage), ...Object.keys(localStorage)].filter(
        (key) => /xapi/.test(key) && key !== 'playkit-js-xapi/database'
      )
    ).to.deep.equal([]);
    portal.entryUnlike({ entry });
    const after = (await received()).at(-1);
    expect(before && visitOf(before)).to.match(/^[\da-f-]{36}$/);
    expect(after && visitOf(after)).to.match(/^[\da-f-]{36}$/);
    expect(after && visitOf(after)).to.not.equal(before && visitOf(before));
  });

  it('is in no statement of somebody whose viewings nothing may link', async () => {
    const { portal, received } = openPortal({ user: undefined, anonymous: 'viewing' });
    portal.entryLike({ entry });
    portal.configure({ user: john });
    portal.entryLike({ entry });
    const all = (await received()).map(visitOf);
    expect(all[0]).to.equal(undefined);
    expect(all[1]).to.match(/^[\da-f-]{36}$/);
  });

  it('is nowhere where the setting is No', async () => {
    const { portal, received, heard } = openPortal({ visit: 'No' });
    portal.entryLike({ entry });
    for (let page = 0; page < 2; page++) portal.pageLoad({ pageType: 'lobby' });
    expect((await received()).map(visitOf)).to.deep.equal([undefined]);
    const sessions = (await heard()).map(({ fields }) => fields['sessionId']);
    expect(new Set(sessions).size).to.equal(2);
    expect(sessionStorage.getItem('playkit-js-xapi/visit')).to.equal(null);
  });
});
