// @ts-check
/** What no record store took, why, and the way to try again. */
import { details, verb } from './describe.js';
import { h, setText } from './dom.js';
import { jsonBlock } from './json.js';

/** @typedef {import('./player.js').DeadLetter} DeadLetter */

/** @param {DeadLetter} dead */
function letter({ reason, body }) {
  /** @type {import('../../src/xapi/statement.js').Statement} */
  const statement = JSON.parse(body);
  return h(
    'li',
    {},
    h(
      'details',
      { class: 'entry' },
      h(
        'summary',
        {},
        h('span', { class: 'entry-verb' }, verb(statement)),
        ' ',
        h('span', { class: 'entry-details' }, details(statement).join(' · ')),
        ' ',
        h('span', { class: 'letter-reason' }, reason)
      ),
      h('div', { class: 'feed-body' }, jsonBlock(body))
    )
  );
}

/** @param {() => void} retry */
export function createLetters(retry) {
  const button = h('button', { type: 'button', class: 'button', hidden: true, onclick: retry }, 'Send refused again');
  const list = h('ol', { class: 'letters', 'aria-label': 'Refused statements' });
  let drawn = '';
  return {
    button,
    list,
    /** @param {readonly DeadLetter[]} dead */
    show(dead) {
      const key = dead.map(({ id }) => id).join();
      if (key === drawn) return;
      drawn = key;
      button.hidden = dead.length === 0;
      setText(button, dead.length === 1 ? 'Send it again' : `Send all ${dead.length} again`);
      list.replaceChildren(...dead.map(letter));
    }
  };
}
