// @ts-check
/** The statements as the record store received them, newest first; each opens as JSON with what caused it. */
import { byId, h, setText } from './dom.js';
import { details, isFinished, isProfile, verb } from './describe.js';
import { jsonBlock } from './json.js';
import { clock, position, span } from './time.js';

/** @typedef {import('./store.js').Arrival} Arrival */
/** @typedef {import('../../src/xapi/statement.js').Statement} Statement */
/** @typedef {import('../../src/xapi/captured.js').StatementCaptured} StatementCaptured */

/** Rows beyond this leave the page, never the store. */
const MOST = 300;

/** @type {Record<import('../../src/events/viewing-event.js').StopReason, string>} */
const stops = { user: 'by the viewer', end: 'at the end', source: 'for other media', leaving: 'on leaving' };

/**
 * What each viewing event was, in a few words.
 * @param {StatementCaptured['event']} event
 */
function conclusion(event) {
  switch (event.type) {
    case 'playProgress':
      return `${event.percent}% reached${event.finished ? ', counted as finished' : ''}`;
    case 'seek':
      return `from ${position(event.from, 1)} to ${position(event.to, 1)}`;
    case 'playbackRateChange':
      return `from ${event.from}× to ${event.to}×`;
    case 'stopped':
      return stops[event.reason];
    case 'started':
      return event.replay ? 'a replay' : 'first frame';
    default:
      return '';
  }
}

/**
 * @param {Statement} statement
 * @param {Arrival} arrival
 * @param {StatementCaptured | undefined} captured
 */
function cause(statement, { receivedAt }, captured) {
  return h(
    'dl',
    { class: 'cause' },
    h('dt', {}, 'Player event'),
    captured
      ? h(
          'dd',
          {},
          h('code', {}, captured.cause.type),
          captured.cause.position !== undefined && ` at ${position(captured.cause.position, 2)}`
        )
      : h('dd', {}, 'Not seen by this page: it was sent before the page opened, or by another one.'),
    captured && h('dt', {}, 'Concluded'),
    captured && h('dd', {}, h('code', {}, captured.event.type), ` ${conclusion(captured.event)}`),
    h('dt', {}, 'Happened'),
    h('dd', {}, clock(statement.timestamp)),
    h('dt', {}, 'Received'),
    h('dd', {}, `${span(Date.parse(receivedAt) - Date.parse(statement.timestamp))} later`)
  );
}

/** @param {{ causeOf: (id: string) => StatementCaptured | undefined }} world */
export function createFeed({ causeOf }) {
  const list = byId('feed');
  const empty = byId('feed-empty');
  const count = byId('feed-count');
  const title = byId('feed-title');
  /** @type {Set<string>} */
  const known = new Set();

  function recount() {
    const some = known.size > 0;
    empty.hidden = some;
    list.hidden = !some;
    setText(count, some ? String(known.size) : '');
  }

  /** @param {Arrival} arrival */
  function row(arrival) {
    /** @type {Statement} */
    const statement = JSON.parse(arrival.raw);
    const body = h('div', { class: 'feed-body' });
    const entry = h(
      'details',
      {
        class: 'entry',
        // Drawn when opened: a long viewing has hundreds of rows, and few are looked into.
        ontoggle: () => {
          if (entry.open && !body.hasChildNodes())
            body.append(cause(statement, arrival, causeOf(arrival.id)), jsonBlock(arrival.raw));
        }
      },
      h(
        'summary',
        {},
        h('time', { class: 'entry-time', datetime: statement.timestamp }, clock(statement.timestamp)),
        ' ',
        h('span', { class: 'entry-verb' }, verb(statement)),
        ' ',
        h(
          'span',
          { class: 'entry-details' },
          ...details(statement).flatMap((piece, index) => [index > 0 && ' · ', piece])
        ),
        ' ',
        h(
          'span',
          { class: 'entry-badges' },
          isProfile(statement) && h('span', { class: 'badge' }, 'Video Profile'),
          isFinished(statement) && h('span', { class: 'badge badge-good' }, 'Finished')
        )
      ),
      body
    );
    return h('li', {}, entry);
  }

  recount();
  return {
    /** @param {Arrival} arrival */
    add(arrival) {
      if (known.has(arrival.id)) return;
      known.add(arrival.id);
      list.prepend(row(arrival));
      if (list.children.length > MOST) list.lastElementChild?.remove();
      recount();
    },
    clear() {
      known.clear();
      list.replaceChildren();
      recount();
    },
    /** @param {boolean} connected */
    connection(connected) {
      title.dataset['connected'] = String(connected);
      empty.textContent = connected
        ? 'Press play: the first statement arrives at 0%.'
        : 'The record store does not answer. Is the demo server running?';
    }
  };
}
