import { attributeOf, native } from './dom.js';

const MOST = 60;

/** An element as a person finds it in the page's source: `<button#like.big data-xapi-event="entryLike">`. */
export function describe(element: Element, attribute: string): string {
  const id = attributeOf(element, 'id') ?? '';
  const classes = [...native(element, 'classList')].map((one) => `.${one}`).join('');
  const name = native(element, 'tagName').toLowerCase() + ((id && `#${id}`) + classes).slice(0, MOST);
  const value = attributeOf(element, attribute);
  return `<${name}${value === null ? '' : ` ${attribute.slice(0, MOST)}="${value.slice(0, MOST)}"`}>`;
}
