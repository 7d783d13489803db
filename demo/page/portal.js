// @ts-check
/** A portal's page: all that it says, its attributes say. The player of its session joins the same visit. */
import { details, verb } from './describe.js';
import { byId, h, setText } from './dom.js';
import { catalogue } from './media.js';
import { createPlayer, KALTURA, load } from './player.js';
import { credentials, follow } from './store.js';

/** @typedef {import('../../src/portal/index.js')} PortalModule */

const VISIT = 'http://tincan-definitions.kaltura.com/extensions/visitId';
const EVENTS = /** @type {Record<string, string>} */ ({ 10002: 'Button clicked', 10003: 'Page loaded' });

/** The first visit that was heard of on this page; all others should be the same. */
let visit = '';
/** @type {Set<string>} */
const known = new Set();

/** @param {string} key @param {string} what @param {string} where @param {unknown} of */
function tell(key, what, where, of) {
  if (known.has(key)) return;
  known.add(key);
  const its = String(of ?? 'no visit');
  visit ||= its;
  setText(byId('visit'), visit.slice(0, 8));
  byId('story-empty').hidden = true;
  const row = h(
    'li',
    {},
    h('span', { class: 'what' }, what),
    h('span', { class: its === visit ? 'visit' : 'visit other' }, its.slice(0, 8)),
    h('span', { class: 'where' }, where)
  );
  byId('story').prepend(row);
}

/** @param {number} before how many others were heard before */
async function followAnalytics(before) {
  for (let heard = before; ;) {
    try {
      const reply = await fetch(`${KALTURA}/_control/wait?count=${heard + 1}`);
      /** @type {{ events: readonly import('../kaltura/account.js').WireEvent[] }} */
      const { events } = await reply.json();
      events.slice(heard).forEach(({ service, fields }, at) => {
        const { eventType = '', sessionId, pageType, pageName, buttonType, buttonName } = fields;
        const words = [pageType, pageName, buttonType, buttonName].filter(Boolean).join(', ');
        if (service === 'analytics')
          tell(`analytics ${heard + at}`, EVENTS[eventType] ?? eventType, `analytics: ${words}`, sessionId);
      });
      heard = events.length;
    } catch {
      // The server stopped; it may come back.
      await new Promise((resolve) => setTimeout(resolve, 2000));
      heard = 0;
    }
  }
}

/** @param {string} text */
function warn(text) {
  setText(byId('banner'), text);
  byId('banner').hidden = false;
}

async function start() {
  const began = Date.now();
  const before = (await (await fetch(`${KALTURA}/_control/events`)).json()).events.length;
  const { createPortal, declare } = /** @type {{ PlaykitXapi: { portal: PortalModule } }} */ (
    /** @type {unknown} */ (window)
  ).PlaykitXapi.portal;
  const { endpoint, key, secret } = credentials;
  const xapi = {
    endpoint,
    key,
    secret,
    user: { id: 'johnuser', name: 'John User' },
    site: { homePage: location.origin, name: 'Events portal' },
    analytics: { partnerId: 1091, serviceUrl: KALTURA, kalturaApplication: 'events-portal' }
  };
  // All of this page is its own: there is nothing in it that users wrote.
  declare(createPortal(xapi), document.body);

  byId('like').addEventListener('click', () => {
    const likes = byId('like').getAttribute('aria-pressed') === 'true';
    byId('like').setAttribute('aria-pressed', String(!likes));
    // The next click takes it back.
    byId('like').dataset['xapiEvent'] = likes ? 'entryLike' : 'entryUnlike';
    setText(byId('like'), likes ? 'Like' : 'Take the like back');
  });
  byId('comment').addEventListener('submit', (event) => {
    event.preventDefault();
    /** @type {HTMLFormElement} */ (byId('comment')).reset();
  });
  byId('open').addEventListener('click', () => {
    byId('stage').hidden = byId('room').hidden = false;
    /** @type {HTMLButtonElement} */ (byId('open')).disabled = true;
    // The viewer and the site are the portal's: nobody needs to say them twice.
    const player = createPlayer('player', { endpoint, key, secret, linger: 0 });
    const lecture = catalogue.find(({ id }) => id === 'mp4');
    if (lecture) load(player, lecture);
    void player.play();
  });

  follow({
    arrived({ id, raw, receivedAt }) {
      // The store also holds what others did before.
      if (Date.parse(receivedAt) < began) return;
      /** @type {import('../../src/xapi/statement.js').Statement} */
      const said = JSON.parse(raw);
      const name = Object.values(said.object.definition?.name ?? {})[0] ?? said.object.id;
      tell(id, [verb(said), ...details(said)].join(' '), `record store: ${name}`, said.context.extensions[VISIT]);
    },
    answered: () => {},
    emptied: () => {},
    connection: () => {}
  });
  void followAnalytics(before);
}

start().catch((problem) => warn(problem instanceof Error ? problem.message : String(problem)));
