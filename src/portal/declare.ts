import { stringify } from '../stringify.js';
import { ATTRIBUTES } from './attributes.js';
import { Declarations } from './declarations.js';
import { allIn, isDocument, isElement, native } from './dom.js';
import { memoryOf, type Root } from './memory.js';
import type { Portal } from './portal.js';
import { scriptNonce } from './script-nonce.js';
import { TRIGGERS } from './trigger.js';
import type { DeclareOptions } from './vouched.js';

/** In one sentence what is wrong with a call, if anything. */
function wrongCall(root: unknown, userContent: string | undefined): string | undefined {
  if (!(root instanceof Node)) return 'expected an element, a shadow root or the document.';
  try {
    if (userContent !== undefined) allIn(document, userContent);
  } catch {
    return `userContent: expected a CSS selector, got ${stringify(userContent).slice(0, 99)}.`;
  }
  return undefined;
}

/**
 * Lets elements speak for themselves: `data-xapi-event`, `data-track-page` and `data-track-button`, with what belongs to
 * them, on any element that is there or comes, where the site vouches for it. An element or a shadow root is vouched for by being
 * given here; in the document, elements that have the script's nonce are, with all that is in them. Listens before the page's
 * elements do, so that they hide nothing. Once a root: who asks again gets the same, and a problem.
 * @returns the function that ends it; so does the portal's end
 */
export function declare(portal: Portal, root: Root = document, options: DeclareOptions = {}): () => void {
  const memory = memoryOf(portal);
  const { ends } = memory;
  const running = ends.get(root);
  const wrong = running ? 'the elements of this root are declared already.' : wrongCall(root, options.userContent);
  if (wrong) {
    const message = `declare: ${wrong} Nothing was done.`;
    portal.complain({ level: 'warning', code: 'bad-call', path: 'declare', message });
    return running ?? (() => undefined);
  }
  if (options.userContent) memory.userContent.add(options.userContent);
  if (isDocument(root)) memory.nonce = options.nonce ?? scriptNonce();
  const declarations = new Declarations(portal, root);
  const safely = (work: () => void): void => portal.safely(work);
  const heard = (event: Event): void => safely(() => declarations.happened(event));
  const events = TRIGGERS.filter((trigger) => trigger !== 'load');
  const observer = new MutationObserver((changes) =>
    safely(() => {
      for (const { type, target, addedNodes } of changes)
        if (type === 'childList') addedNodes.forEach((node) => declarations.scan(node));
        else if (isElement(target)) declarations.changed(target);
    })
  );
  const resume = (): void => declarations.resume();
  events.forEach((type) => native(root, 'addEventListener').call(root, type, heard, true));
  observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: [...ATTRIBUTES] });
  const end = (): void => {
    events.forEach((type) => native(root, 'removeEventListener').call(root, type, heard, true));
    observer.disconnect();
    declarations.end();
    if (isDocument(root)) memory.nonce = '';
    ends.delete(root);
    portal.resumptions.delete(resume);
    portal.endings.delete(end);
  };
  ends.set(root, end);
  portal.resumptions.add(resume);
  portal.endings.add(end);
  safely(resume);
  return end;
}
