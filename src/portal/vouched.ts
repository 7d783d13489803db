import { USER_CONTENT } from './attributes.js';
import { attributeOf, isDocument, isElement, matches, native, parentOf } from './dom.js';
import type { Memory } from './memory.js';

/** What a site says of its roots. */
export interface DeclareOptions {
  /** The nonce of vouched roots. Left out: the script tag's own. */
  readonly nonce?: string;
  /** A selector of the elements that hold what users wrote. Nothing in them counts. */
  readonly userContent?: string;
}

/**
 * Whether the site vouches for an element's attributes; undefined in what it names as user content, of which nobody needs to
 * be told: one of the elements round it, or itself, was given to `declare`, or
 * has the script's nonce, which content cannot know.
 */
export function isVouched({ ends, nonce, userContent }: Memory, element: Element): boolean | undefined {
  let vouched = false;
  for (let node: Node | null | undefined = element; node; node = parentOf(node)) {
    if (isElement(node)) {
      if (attributeOf(node, USER_CONTENT) !== null) return undefined;
      for (const selector of userContent) if (matches(node, selector)) return undefined;
      vouched ||= !!nonce && native(node as HTMLElement, 'nonce') === nonce;
    }
    // The document is no such root: it holds all, whoever wrote it.
    vouched ||= ends.has(node as Element) && !isDocument(node);
  }
  return vouched;
}
