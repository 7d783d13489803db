// @ts-check
/** What waits, what was sent, what was refused, and why nothing moves when nothing moves. */
import { details, verb } from './describe.js';
import { byId, h, setText } from './dom.js';
import { createLetters } from './letters.js';
import { clock, span } from './time.js';

/** @typedef {import('./player.js').PluginStatus} PluginStatus */
/** @typedef {import('../../src/delivery/status.js').LaneStatus} LaneStatus */
/** @typedef {import('../../src/delivery/status.js').DeliveryEvent} DeliveryEvent */

/** @typedef {import('./store.js').RequestEntry} RequestEntry */

/** Of a long queue only the head is told. */
const MOST = 12;

/**
 * @param {object} world
 * @param {() => void} world.flush
 * @param {() => void} world.renew gives plugin and record store new credentials
 * @param {() => void} world.retry sends what was refused once more
 * @param {() => void} world.forget deletes all that the browser keeps
 */
export function createOutbox({ flush, renew, retry, forget }) {
  const root = byId('outbox');
  byId('flush').addEventListener('click', flush);
  byId('forget').addEventListener('click', forget);

  const numbers = {
    waiting: h('dd', {}, '0'),
    sent: h('dd', {}, '0'),
    refused: h('dd', {}, '0'),
    evicted: h('dd', {}, '0')
  };
  const line = h('p', { class: 'outbox-line' });
  // The line counts down; what is announced is only that something changed.
  const announced = h('p', { class: 'visually-hidden', role: 'status' });
  const fresh = h('button', { type: 'button', class: 'button', hidden: true, onclick: renew }, 'Renew the credentials');
  const reply = h('p', { class: 'note' }, 'No request yet.');
  const storage = h('p', { class: 'note' });
  const queue = h('ol', { class: 'queue', 'aria-label': 'Waiting statements, oldest first' });
  const letters = createLetters(retry);
  root.append(
    h(
      'dl',
      { class: 'tally' },
      ...Object.entries(numbers).map(([name, number]) => h('div', {}, h('dt', {}, name), number))
    ),
    h('div', { class: 'outbox-state' }, line, fresh, letters.button),
    queue,
    announced,
    reply,
    storage,
    letters.list
  );

  /** What waits, by statement id, in the order of capture. @type {Map<string, string>} */
  const waiting = new Map();
  /** Why the last try failed, by lane. @type {Map<string, string>} */
  const reasons = new Map();

  /** @param {LaneStatus} lane @returns {{ tone: string, text: string }} */
  function told({ lane, waiting, paused, retryAt, oldest }) {
    if (paused) return { tone: 'bad', text: `Paused. ${sentence(paused)} Other credentials make it try again.` };
    if (retryAt && retryAt > Date.now()) {
      const why = reasons.get(lane.key);
      return {
        tone: 'warn',
        text: `${why ? sentence(why) : 'The last try failed.'} Next try in ${Math.ceil((retryAt - Date.now()) / 1000)} s.`
      };
    }
    if (waiting)
      return { tone: 'calm', text: `Gathering or on the way${oldest ? ` for ${span(Date.now() - oldest)}` : ''}.` };
    return { tone: 'calm', text: 'Nothing waits.' };
  }

  let queued = '';
  /** @param {number} total */
  function drawQueue(total) {
    const labels = [...waiting.values()];
    const shown = labels.slice(0, MOST);
    if (labels.length > MOST) shown.push(`${labels.length - MOST} more`);
    // What this page did not say itself was kept in the browser by an earlier one, or by another tab.
    if (total > labels.length) shown.unshift(`${total - labels.length} of another page`);
    if (shown.join() === queued) return;
    queued = shown.join();
    queue.replaceChildren(...shown.map((label) => h('li', { class: 'badge' }, label)));
  }

  return {
    /** @param {PluginStatus} status */
    show({ lanes, durable, exclusive, dead, on }) {
      const sum = (/** @type {'waiting' | 'sent' | 'refused' | 'evicted'} */ name) =>
        lanes.reduce((total, lane) => total + lane[name], 0);
      for (const name of /** @type {const} */ (['waiting', 'sent', 'refused', 'evicted'])) {
        setText(numbers[name], String(sum(name)));
        numbers[name].classList.toggle('some', sum(name) > 0);
      }
      if (sum('waiting') === 0) waiting.clear();
      drawQueue(sum('waiting'));
      const worst =
        lanes.find(({ paused }) => paused) ??
        lanes.find(({ retryAt }) => retryAt) ??
        lanes.find(({ waiting }) => waiting) ??
        lanes[0];
      const { tone, text } = worst
        ? told(worst)
        : { tone: 'calm', text: on ? 'Nothing waits.' : 'xAPI is off: nothing is sent.' };
      line.dataset['tone'] = tone;
      setText(line, text);
      setText(
        storage,
        [
          durable
            ? 'Kept in this browser: what waits survives a reload, a crash and the end of the browser.'
            : 'Kept in memory: what waits lasts as long as this page.',
          ...(exclusive ? [] : ['Tabs do not take turns here: the record store may get the same bytes twice.'])
        ].join(' ')
      );
      fresh.hidden = !lanes.some(({ paused }) => paused);
      letters.show(dead);
    },
    /** @param {import('../../src/xapi/statement.js').Statement} statement */
    captured(statement) {
      waiting.set(statement.id, [verb(statement), ...details(statement)].join(' '));
    },
    /** What the record store said last. @param {RequestEntry} entry */
    answered({ method, count, status, reason, at }) {
      if (method === 'OPTIONS') return;
      const what = count === 1 ? '1 statement' : `${count} statements`;
      setText(
        reply,
        `Last request, ${clock(at)}: ${what}, ${status === 0 ? 'no answer' : `answered ${status}`}${reason ? ` (${reason})` : ''}.`
      );
    },
    /** @param {DeliveryEvent} event */
    happened(event) {
      if (event.type === 'sent') event.ids.forEach((id) => waiting.delete(id));
      if (event.type === 'refused') waiting.delete(event.id);
      if (event.type === 'evicted') event.ids.forEach((id) => waiting.delete(id));
      if (event.type === 'retry') {
        reasons.set(event.lane.key, event.reason);
        setText(announced, `Delivery failed. ${sentence(event.reason)} It will be tried again.`);
      }
      if (event.type === 'paused') setText(announced, `Delivery paused. ${sentence(event.reason)}`);
      if (event.type === 'refused') setText(announced, `A statement was refused. ${sentence(event.reason)}`);
      if (event.type === 'evicted') setText(announced, 'Too much waited: statements were let go of.');
      if (event.type === 'resumed') setText(announced, 'Delivery resumed.');
      if (event.type === 'sent') reasons.delete(event.lane.key);
    }
  };
}

/** @param {string} reason */
function sentence(reason) {
  const text = reason.trim();
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
}
