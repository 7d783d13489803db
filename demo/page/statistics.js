// @ts-check
/** What Kaltura's own services heard, newest first: told by the demo server's stand-in of them, not by the plugin. */
import { byId, h, setText } from './dom.js';
import { jsonBlock } from './json.js';
import { KALTURA } from './player.js';
import { position } from './time.js';

/** @typedef {import('../kaltura/account.js').WireEvent} WireEvent */

/** Rows beyond this leave the page. */
const MOST = 60;

/** The id of each is its place, counted from 1. */
const STATS =
  'WIDGET_LOADED MEDIA_LOADED PLAY PLAY_REACHED_25 PLAY_REACHED_50 PLAY_REACHED_75 PLAY_REACHED_100 OPEN_EDIT OPEN_VIRAL OPEN_DOWNLOAD OPEN_REPORT BUFFER_START BUFFER_END OPEN_FULL_SCREEN CLOSE_FULL_SCREEN REPLAY SEEK OPEN_UPLOAD SAVE_PUBLISH CLOSE_EDITOR PRE_BUMPER_PLAYED POST_BUMPER_PLAYED BUMPER_CLICKED PREROLL_STARTED MIDROLL_STARTED POSTROLL_STARTED OVERLAY_STARTED PREROLL_CLICKED MIDROLL_CLICKED POSTROLL_CLICKED OVERLAY_CLICKED PREROLL_25 PREROLL_50 PREROLL_75 MIDROLL_25 MIDROLL_50 MIDROLL_75 POSTROLL_25 POSTROLL_50 POSTROLL_75'.split(
    ' '
  );

/** @type {Record<string, string>} */
const ANALYTICS = { 10002: 'ButtonClicked', 10003: 'PageLoad' };

/** @param {WireEvent} event */
function row({ service, method, fields }) {
  const type = fields['eventType'] ?? '';
  const name = service === 'stats' ? STATS[Number(type) - 1] : ANALYTICS[type];
  const at = Number(fields['currentPoint'] ?? fields['position']) / (method === 'GET' ? 1000 : 1);
  return h(
    'li',
    {},
    h(
      'details',
      { class: 'entry' },
      h(
        'summary',
        {},
        h('span', { class: 'entry-verb' }, `${type} ${name ?? ''}`),
        ' ',
        h(
          'span',
          { class: 'entry-details' },
          `${service}, ${method}${Number.isFinite(at) ? `, at ${position(at, 0)}` : ''}`
        )
      ),
      h('div', { class: 'feed-body' }, jsonBlock(fields))
    )
  );
}

/** @typedef {import('./player.js').XapiPlugin} XapiPlugin */

/** What only a page can tell: the words of its buttons, and what each of them calls. @type {readonly [string, (plugin: XapiPlugin) => unknown][]} */
const CALLS = [
  ['Page loaded', (plugin) => plugin.pageLoad({ pageType: 'lobby', pageName: 'demo' })],
  ['Button clicked', (plugin) => plugin.buttonClicked({ buttonType: 'cta', buttonName: 'register-now' })],
  ['Upload opened', (plugin) => plugin.collect('OPEN_UPLOAD')]
];

/** @param {() => XapiPlugin | undefined} plugin */
export function createStatistics(plugin) {
  for (const [words, call] of CALLS) {
    const onclick = () => {
      const it = plugin();
      if (it) call(it);
    };
    byId('statistics-calls').append(h('button', { type: 'button', class: 'chip', onclick }, words));
  }

  const list = byId('statistics');
  const count = byId('statistics-count');
  let heard = 0;

  async function follow() {
    for (;;) {
      try {
        const reply = await fetch(`${KALTURA}/_control/wait?count=${heard + 1}`);
        /** @type {{ events: readonly WireEvent[] }} */
        const { events } = await reply.json();
        const fresh = events.slice(heard);
        heard = events.length;
        list.prepend(...fresh.map(row).reverse());
        while (list.childElementCount > MOST) list.lastElementChild?.remove();
        byId('statistics-empty').hidden = true;
        setText(count, `${heard} events`);
      } catch {
        // The server stopped; it may come back.
        await new Promise((resolve) => setTimeout(resolve, 2000));
        heard = 0;
      }
    }
  }
  void follow();
}
