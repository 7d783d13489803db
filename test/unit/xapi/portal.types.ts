/** What the types must accept, and what they must refuse. Checked by `tsc`; nothing here runs. */
import { trackMedia, trackPlayback, type XapiChange } from '../../../src/media/index.js';
import { createPortal, declare, type XapiConfig } from '../../../src/portal/index.js';

// The samples of docs/portal.md.
const portal = createPortal({
  endpoint: 'https://lrs.example/xapi',
  oauthToken: () => fetch('/lrs-token').then((reply) => reply.text()),
  user: { id: 'johnuser', name: 'John User' },
  site: { homePage: 'https://example.mediaspace.kaltura.com' },
  analytics: { partnerId: 1091, kalturaApplication: 'events-portal' }
});
portal.entryPublish({ entry: { id: '0_abc' }, category: { id: 42 } });
portal.categoryView({ category: { id: 42, name: 'Marketing' } });
portal.say('entryCollaborator', { entry: { id: '0_abc' }, collaborator: { id: 7 } });
portal.configure({ user: null });
declare(portal, document.createElement('div').attachShadow({ mode: 'open' }));

// @ts-expect-error a category has an id
portal.categoryView({ category: { name: 'Marketing' } });
// @ts-expect-error Kaltura's entry ids are texts
portal.entryLike({ entry: { id: 42 } });
// @ts-expect-error nobody is said by `configure` alone
const config: XapiConfig = { user: null };
const change: XapiChange = { userId: null, linger: 0 };

trackMedia(document.createElement('video'), { entry: { id: '0_a' }, settings: config }).configure(change);
trackPlayback({ entry: { id: '0_a' }, settings: {} }).configure({ user: null });
