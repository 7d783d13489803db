/** An element as a person finds it in the page's source: `<button#like.big data-xapi-event="entryLike">`. */
export function describe(element: Element, attribute: string): string {
  const { id, classList } = element;
  const name = element.tagName.toLowerCase() + (id && `#${id}`) + [...classList].map((one) => `.${one}`).join('');
  const value = element.getAttribute(attribute);
  return `<${name}${value === null ? '' : ` ${attribute}="${value.slice(0, 60)}"`}>`;
}
