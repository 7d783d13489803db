// @ts-check
/** The timeline for those who would rather read it. */
import { byId, h } from './dom.js';
import { position } from './time.js';

/** @typedef {import('./view.js').View} View */

/** @param {string} term @param {string[]} items @param {string} none */
const list = (term, items, none) => [
  h('dt', {}, term),
  ...(items.length > 0 ? items : [none]).map((item) => h('dd', {}, item))
];

export function createAsText() {
  const details = /** @type {HTMLDetailsElement} */ (byId('as-table'));
  const body = byId('as-table-body');
  /** @param {View} view */
  return function show({ watched, jumps }) {
    if (!details.open) return;
    body.replaceChildren(
      h(
        'dl',
        {},
        ...list(
          'Segments, in the order of watching',
          (watched?.segments ?? []).map(([from, to]) => `${position(from, 1)} – ${position(to, 1)}`),
          'None yet'
        ),
        ...list(
          'Seeks',
          jumps.map(({ from, to }) => `${position(from, 1)} → ${position(to, 1)}`),
          'None'
        ),
        ...list(
          'Milestones',
          (watched?.milestones ?? []).map(
            ({ percent, position: at, fired }) => `${percent}% at ${position(at, 1)}: ${fired ? 'fired' : 'due'}`
          ),
          'None'
        ),
        ...list(
          'Finished from',
          watched?.threshold !== undefined ? [position(watched.threshold, 1)] : [],
          'Never: nothing here can be finished'
        )
      )
    );
  };
}
