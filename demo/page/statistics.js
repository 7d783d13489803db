// @ts-check
/** What Kaltura's own services heard, newest first: told by the demo server's stand-in of them, not by the plugin. */
import { byId, h, setText } from './dom.js';
import { KALTURA } from './player.js';
import { position } from './time.js';

/** @typedef {import('../kaltura/account.js').WireEvent} WireEvent */

/** Rows beyond this leave the page. */
const MOST = 60;

/** The id of each is its place, counted from 1. */
const STATS =
  'WIDGET_LOADED MEDIA_LOADED PLAY PLAY_REACHED_25 PLAY_REACHED_50 PLAY_REACHED_75 PLAY_REACHED_100 OPEN_EDIT OPEN_VIRAL OPEN_DOWNLOAD OPEN_REPORT BUFFER_START BUFFER_END OPEN_FULL_SCREEN CLOSE_FULL_SCREEN REPLAY SEEK OPEN_UPLOAD SAVE_PUBLISH CLOSE_EDITOR'.split(
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
      h('pre', { class: 'json' }, JSON.stringify(fields, null, 2))
    )
  );
}

export function createStatistics() {
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
