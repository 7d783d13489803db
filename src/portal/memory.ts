import type { Portal } from './portal.js';

export type Root = Document | Element | ShadowRoot;

/** What a portal's declarations have in common: roots may lie in one another, and nothing is said twice. */
interface Memory {
  /** How the declarations of a root are ended. */
  readonly ends: Map<Root, () => void>;
  /** What was said of an element that says it as soon as it is there. */
  readonly loaded: WeakMap<Element, string>;
  /** Elements that an event was heard on. */
  readonly heard: WeakMap<Event, Set<Element>>;
}

const memories = new WeakMap<Portal, Memory>();

export function memoryOf(portal: Portal): Memory {
  const memory = memories.get(portal) ?? { ends: new Map(), loaded: new WeakMap(), heard: new WeakMap() };
  memories.set(portal, memory);
  return memory;
}
