/**
 * Reads a member of a node from its prototype. Content can hide members of forms and of the document behind an element of
 * that name (`<input name="getAttribute">`, `<img name="querySelector">`): DOM clobbering.
 * https://html.spec.whatwg.org/multipage/dom.html#dom-document-nameditem-filter
 */
export const native = <T extends Node, K extends keyof T>(node: T, name: K): T[K] =>
  Reflect.get(Object.getPrototypeOf(node) as object, name, node);

export const attributeOf = (element: Element, name: string): string | null =>
  native(element, 'getAttribute').call(element, name);

export const attributeNames = (element: Element): readonly string[] =>
  native(element, 'getAttributeNames').call(element);

export const matches = (element: Element, selector: string): boolean =>
  native(element, 'matches').call(element, selector);

export const allIn = (top: Element | Document | DocumentFragment, selector = '*'): NodeListOf<Element> =>
  native(top as Element, 'querySelectorAll').call(top, selector);

export const isElement = (node: Node): node is Element => native(node, 'nodeType') === 1;

export const isDocument = (node: Node): node is Document => native(node, 'nodeType') === 9;

/** The node round a node: of a shadow root, its host. */
export const parentOf = (node: Node): Node | null | undefined =>
  native(node, 'parentNode') ?? (node instanceof ShadowRoot ? node.host : undefined);
