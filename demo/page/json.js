// @ts-check
/** Pretty JSON as nodes, keys and values told apart by colour. */
import { h } from './dom.js';

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\b(?:true|false|null)\b/g;

/**
 * @param {unknown} value a value, or JSON text as it was frozen
 * @returns {string}
 */
export function pretty(value) {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2);
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}

/** @param {string} text */
function coloured(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, string, colon] = match;
    nodes.push(text.slice(end, match.index));
    nodes.push(h('span', { class: colon ? 'json-key' : string ? 'json-string' : 'json-value' }, string ?? token));
    if (colon) nodes.push(colon);
    end = match.index + token.length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

/**
 * The JSON with a button that copies it.
 * @param {unknown} value
 */
export function jsonBlock(value) {
  const text = pretty(value);
  const copy = h(
    'button',
    {
      type: 'button',
      class: 'button quiet copy',
      onclick: async () => {
        await navigator.clipboard?.writeText(text);
        copy.textContent = 'Copied';
        setTimeout(() => (copy.textContent = 'Copy JSON'), 1500);
      }
    },
    'Copy JSON'
  );
  return h('div', { class: 'json' }, copy, h('pre', {}, h('code', {}, ...coloured(text))));
}
