import { readPortalEvent } from '../xapi/portal-read.js';
import {
  ATTRIBUTES,
  attributesOf,
  EVENT,
  filled,
  saidBy,
  speaks,
  textFrom,
  track,
  trackedBy,
  TRACKS,
  type Tracks
} from './attributes.js';
import { describe } from './describe.js';
import { faultOf } from './fault.js';
import { memoryOf, type Root } from './memory.js';
import type { Portal } from './portal.js';
import { isHit, triggerOf, TRIGGERS, type Trigger } from './trigger.js';

/** Something that an element declares. */
interface Declared {
  readonly trigger: Trigger;
  readonly say: () => void;
}

/** Reads what the elements of one root declare, and says it through a portal. */
class Declarations {
  private readonly memory: ReturnType<typeof memoryOf>;

  public constructor(
    private readonly portal: Portal,
    private readonly root: Root
  ) {
    this.memory = memoryOf(portal);
  }

  /** Looks at an element, and at all in it. */
  public scan(top: Node): void {
    if (!(top instanceof Element || top instanceof Document || top instanceof DocumentFragment)) return;
    // No selector finds misspelt names.
    if (top instanceof Element) this.found(top);
    top.querySelectorAll('*').forEach((element) => this.found(element));
  }

  /** An element is there, or has other attributes. */
  public found(element: Element): void {
    if (!this.portal.isOn || !speaks(element) || !element.isConnected) return;
    const { loaded } = this.memory;
    const fault = faultOf(element);
    if (fault) this.complain(element, fault.attribute, fault.what);
    const loads = this.declared(element).filter(({ trigger }) => trigger === 'load');
    const words = ATTRIBUTES.map((name) => element.getAttribute(name)).join('\n');
    if (!loads.length || loaded.get(element) === words) return;
    loaded.set(element, words);
    loads.forEach(({ say }) => say());
  }

  /** Something happened on an element: on each one round it that declares something, from the inside out. */
  public happened(event: Event): void {
    if (!this.portal.isOn) return;
    const path = event.composedPath();
    const heard = this.memory.heard.get(event) ?? new Set();
    this.memory.heard.set(event, heard);
    for (const element of path.slice(0, path.indexOf(this.root) + 1)) {
      if (!(element instanceof Element) || heard.has(element)) continue;
      heard.add(element);
      if (speaks(element) && isHit(element, event))
        this.declared(element)
          .filter(({ trigger }) => trigger === event.type)
          .forEach(({ say }) => say());
    }
  }

  /** Scans again what was there before the portal was switched on. */
  public resume(): void {
    this.scan(this.root);
  }

  private declared(element: Element): readonly Declared[] {
    const found: Declared[] = [];
    const trigger = triggerOf(element);
    if (trigger && filled(element, EVENT)) found.push({ trigger, say: () => this.sayEvent(element) });
    for (const of of TRACKS)
      if (filled(element, track(of)))
        found.push({ trigger: of === 'page' ? 'load' : 'click', say: () => this.track(element, of) });
    return found;
  }

  private track(element: Element, of: Tracks): void {
    const why = this.portal.attemptTrack(of, trackedBy(element, of));
    if (why) this.refuse(element, track(of), why);
  }

  private sayEvent(element: Element): void {
    const type = filled(element, EVENT) ?? '';
    const from = textFrom(element);
    const text = from === undefined ? undefined : this.wordsOf(element, from);
    if (from !== undefined && text === undefined) return;
    const fields = { ...saidBy(element), ...(text && { text }) };
    const allowed = attributesOf(type);
    const takes = allowed.length ? ` It takes ${allowed.join(', ')}.` : '';
    const event = readPortalEvent(type, fields);
    if (typeof event === 'string') this.refuse(element, EVENT, event + takes);
    else this.portal.sayEvent(event);
  }

  /** What is written in the field that a selector finds: in the element's own form first. */
  private wordsOf(element: Element, selector: string): string | undefined {
    try {
      const field = element.closest('form')?.querySelector(selector) ?? element.ownerDocument.querySelector(selector);
      if (field) return 'value' in field ? String(field.value) : field.textContent;
      this.refuse(element, 'data-xapi-text-from', 'finds no field.');
    } catch {
      this.refuse(element, 'data-xapi-text-from', 'is no CSS selector.');
    }
    return undefined;
  }

  /** What an element says is not taken. It may come from what is wrong with its attributes: that was told. */
  private refuse(element: Element, attribute: string, what: string): void {
    if (!faultOf(element)) this.complain(element, attribute, what);
  }

  private complain(element: Element, attribute: string, what: string): void {
    const message = `${describe(element, attribute)}: ${what}`;
    this.portal.complain({ level: 'warning', code: 'bad-element', path: attribute, message });
  }
}

/**
 * Lets elements speak for themselves: `data-xapi-event`, `data-track-page` and `data-track-button`, with what belongs to
 * them, on any element that is there or comes. Listens before the page's elements do, so that they hide nothing. Once a root: who
 * asks again gets the same, and a problem.
 * @returns the function that ends it; so does the portal's end
 */
export function declare(portal: Portal, root: Root = document): () => void {
  const { ends } = memoryOf(portal);
  const running = ends.get(root);
  if (running) {
    const message = 'declare: the elements of this root are declared already. Nothing was done.';
    portal.complain({ level: 'warning', code: 'bad-call', path: 'declare', message });
    return running;
  }
  const declarations = new Declarations(portal, root);
  const safely = (work: () => void): void => portal.safely(work);
  const heard = (event: Event): void => safely(() => declarations.happened(event));
  const events = TRIGGERS.filter((trigger) => trigger !== 'load');
  const observer = new MutationObserver((changes) =>
    safely(() => {
      for (const { type, target, addedNodes } of changes)
        if (type === 'childList') addedNodes.forEach((node) => declarations.scan(node));
        else if (target instanceof Element) declarations.found(target);
    })
  );
  const resume = (): void => declarations.resume();
  events.forEach((type) => root.addEventListener(type, heard, true));
  observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: [...ATTRIBUTES] });
  const end = (): void => {
    events.forEach((type) => root.removeEventListener(type, heard, true));
    observer.disconnect();
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
