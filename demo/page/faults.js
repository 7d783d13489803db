// @ts-check
/** Switches that make delivery fail: the network on this page, the rest in the record store. */
import { byId, h } from './dom.js';
import { cutNetwork } from './network.js';
import { setFault } from './store.js';

/**
 * @typedef {object} Switch
 * @property {string} id
 * @property {string} label
 * @property {string} help
 * @property {import('../record-store/fault.js').Fault} [fault] what the store is told
 */

/** @type {readonly Switch[]} */
const switches = [
  { id: 'network', label: 'No network', help: 'Requests for statements never leave the page.' },
  { id: '503', label: '503 Unavailable', help: 'The record store is down.', fault: { status: 503 } },
  { id: '401', label: '401 Unauthorized', help: 'It refuses the credentials.', fault: { status: 401 } },
  {
    id: '400',
    label: '400 for pauses',
    help: 'It refuses each Kaltura pause. The rest of a batch gets through.',
    fault: { status: 400, verb: 'http://id.tincanapi.com/verb/paused' }
  },
  { id: 'slow', label: 'Slow replies', help: 'Each answer takes four seconds.', fault: { delayMs: 4000 } }
];

export function createFaults() {
  /** @type {Map<Switch, HTMLInputElement>} */
  const boxes = new Map();

  /** @param {Switch} [latest] the switch that was turned */
  function apply(latest) {
    // The store fails with one status at a time. Slowness goes with any.
    if (latest?.fault?.status && boxes.get(latest)?.checked) {
      for (const [other, box] of boxes) if (other !== latest && other.fault?.status) box.checked = false;
    }
    const on = switches.filter((one) => boxes.get(one)?.checked);
    cutNetwork(on.some(({ id }) => id === 'network'));
    void setFault(Object.assign({}, ...on.map(({ fault }) => fault)));
  }

  for (const one of switches) {
    const id = `fault-${one.id}`;
    const box = h('input', {
      type: 'checkbox',
      role: 'switch',
      id,
      'aria-describedby': `${id}-help`,
      onchange: () => apply(one)
    });
    boxes.set(one, box);
    byId('faults').append(
      h(
        'div',
        { class: 'switch' },
        box,
        h('label', { for: id }, one.label),
        h('p', { class: 'field-help', id: `${id}-help` }, one.help)
      )
    );
  }
  // A server that was left with a fault by an earlier visit would surprise.
  apply();

  return {
    /** @param {string} id */
    off(id) {
      for (const [one, box] of boxes) if (one.id === id) box.checked = false;
      apply();
    }
  };
}
