import type { Portal } from './portal.js';
import { rateLimit } from './rate-limit.js';

export type Root = Document | Element | ShadowRoot;

/** What a portal's declarations have in common: roots may lie in one another, and nothing is said twice. */
export interface Memory {
  /** How the declarations of a root are ended. */
  readonly ends: Map<Root, () => void>;
  /** What was said of an element that says it as soon as it is there. */
  readonly loaded: WeakMap<Element, string>;
  /** Elements that an event was heard on. */
  readonly heard: WeakMap<Event, Set<Element>>;
  /** Selectors of what users wrote. */
  readonly userContent: Set<string>;
  /** The nonce of vouched elements; none while only references vouch. */
  nonce: string;
  /** Whether one more may be said now. */
  readonly mayYet: (now: number) => boolean;
  /** How many elements may still be complained of. */
  complaints: number;
  /** Whether the site vouched for an element that has attributes. */
  vouches: boolean;
  /** Whether the page was told that elements are in no vouched root. */
  unvouched: boolean;
}

/** A page whose elements are all wrong says so of these, and is not slowed down by the others. */
const MOST_COMPLAINTS = 50;

const memories = new WeakMap<Portal, Memory>();

export function memoryOf(portal: Portal): Memory {
  const memory = memories.get(portal) ?? {
    ends: new Map(),
    loaded: new WeakMap(),
    heard: new WeakMap(),
    userContent: new Set<string>(),
    nonce: '',
    mayYet: rateLimit(),
    complaints: MOST_COMPLAINTS,
    vouches: false,
    unvouched: false
  };
  memories.set(portal, memory);
  return memory;
}
