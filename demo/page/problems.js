// @ts-check
/** A short log of what the plugin complained about, newest first, announced as it comes. */
import { byId, h } from './dom.js';
import { clock } from './time.js';

/** @typedef {import('../../src/settings/settings.js').Problem} Problem */

const MOST = 20;

/** @param {{ show: (path: string) => void }} world */
export function createProblems({ show }) {
  const list = byId('problems');
  const empty = byId('problems-empty');
  return {
    /** @param {Problem} problem */
    add({ level, path, message }) {
      empty.hidden = true;
      list.prepend(
        h(
          'li',
          { class: 'problem', 'data-level': level },
          h('time', {}, clock(Date.now())),
          ' ',
          h('button', { type: 'button', class: 'link', onclick: () => show(path) }, path),
          ' ',
          h('span', {}, level === 'error' ? 'Error' : 'Warning'),
          ' ',
          h('p', {}, message)
        )
      );
      if (list.children.length > MOST) list.lastElementChild?.remove();
    }
  };
}
