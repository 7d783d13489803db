import { nearest } from '../settings/nearest.js';
import { readPortalEvent } from '../xapi/portal-read.js';
import {
  ATTRIBUTES,
  attributesOf,
  EVENT,
  isOurs,
  ON,
  saidBy,
  SELECTOR,
  textFrom,
  track,
  trackedBy,
  TRACKS,
  type Tracks
} from './attributes.js';
import { describe } from './describe.js';
import type { Portal } from './portal.js';
import { isHit, triggerOf, TRIGGERS, type Trigger } from './trigger.js';

/** Something that an element declares. */
interface Declared {
  readonly trigger: Trigger;
  readonly say: () => void;
}

/** Reads what the elements of one root declare, and says it through a portal. */
class Declarations {
  /** What was said of an element that says it as soon as it is there. */
  private readonly loaded = new WeakMap<Element, string>();

  public constructor(
    private readonly portal: Portal,
    private readonly root: Document | Element | ShadowRoot
  ) {}

  /** Looks at an element, and at all in it. */
  public scan(top: Node): void {
    if (!(top instanceof Element || top instanceof Document || top instanceof DocumentFragment)) return;
    if (top instanceof Element && top.matches(SELECTOR)) this.found(top);
    top.querySelectorAll(SELECTOR).forEach((element) => this.found(element));
  }

  /** An element is there, or has other attributes. */
  public found(element: Element): void {
    if (!this.portal.isOn || !element.isConnected || !element.matches(SELECTOR)) return;
    this.check(element);
    const loads = this.declared(element).filter(({ trigger }) => trigger === 'load');
    const words = ATTRIBUTES.map((name) => element.getAttribute(name)).join('\n');
    if (!loads.length || this.loaded.get(element) === words) return;
    this.loaded.set(element, words);
    loads.forEach(({ say }) => say());
  }

  /** Something happened on an element: on each one round it that declares something, from the inside out. */
  public happened(event: Event): void {
    if (!this.portal.isOn) return;
    const path = event.composedPath();
    for (const element of path.slice(0, path.indexOf(this.root) + 1))
      if (element instanceof Element && element.matches(SELECTOR) && isHit(element, event))
        this.declared(element)
          .filter(({ trigger }) => trigger === event.type)
          .forEach(({ say }) => say());
  }

  /** Scans again what was there before the portal was switched on. */
  public resume(): void {
    this.scan(this.root);
  }

  private declared(element: Element): readonly Declared[] {
    const found: Declared[] = [];
    const trigger = triggerOf(element);
    if (trigger && element.hasAttribute(EVENT)) found.push({ trigger, say: () => this.sayEvent(element) });
    for (const of of TRACKS)
      if (element.hasAttribute(track(of)))
        found.push({ trigger: of === 'page' ? 'load' : 'click', say: () => this.track(element, of) });
    return found;
  }

  private track(element: Element, of: Tracks): void {
    const why = this.portal.attemptTrack(of, trackedBy(element, of));
    if (why) this.complain(element, track(of), why);
  }

  private sayEvent(element: Element): void {
    const type = element.getAttribute(EVENT)?.trim() ?? '';
    const from = textFrom(element);
    const text = from === undefined ? undefined : this.wordsOf(element, from);
    if (from !== undefined && text === undefined) return;
    const fields = { ...saidBy(element), ...(text && { text }) };
    const allowed = attributesOf(type);
    const takes = allowed.length ? ` It takes ${allowed.join(', ')}.` : '';
    const event = readPortalEvent(type, fields);
    if (typeof event === 'string') this.complain(element, EVENT, event + takes);
    else this.portal.sayEvent(event);
  }

  /** What is written in the field that a selector finds: in the element's own form first. */
  private wordsOf(element: Element, selector: string): string | undefined {
    try {
      const field = element.closest('form')?.querySelector(selector) ?? element.ownerDocument.querySelector(selector);
      if (field) return 'value' in field ? String(field.value) : field.textContent;
      this.complain(element, 'data-xapi-text-from', 'finds no field.');
    } catch {
      this.complain(element, 'data-xapi-text-from', 'is no CSS selector.');
    }
    return undefined;
  }

  /** What is wrong with an element's attributes, whatever their values. */
  private check(element: Element): void {
    for (const { name } of element.attributes) {
      if (!isOurs(name) || ATTRIBUTES.includes(name)) continue;
      const near = nearest(name, ATTRIBUTES);
      this.complain(element, name, `no such attribute${near ? `, did you mean ${near}` : ''}.`);
    }
    if (!triggerOf(element)) this.complain(element, ON, `must be ${TRIGGERS.join(', ')}.`);
    const stray = ATTRIBUTES.find((name) => name.startsWith('data-xapi-') && element.hasAttribute(name));
    if (stray && !element.hasAttribute(EVENT)) this.complain(element, stray, `says nothing without ${EVENT}.`);
  }

  private complain(element: Element, attribute: string, what: string): void {
    const message = `${describe(element, attribute)}: ${what}`;
    this.portal.complain({ level: 'warning', code: 'bad-element', path: attribute, message });
  }
}

/**
 * Lets elements speak for themselves: `data-xapi-event`, `data-track-page` and `data-track-button`, with what belongs to
 * them, on any element that is there or comes. Listens before the page does, so that nothing is hidden from it.
 * @returns the function that ends it; so does the portal's end
 */
export function declare(portal: Portal, root: Document | Element | ShadowRoot = document): () => void {
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
  safely(resume);
  const end = (): void => {
    events.forEach((type) => root.removeEventListener(type, heard, true));
    observer.disconnect();
    portal.resumptions.delete(resume);
    portal.endings.delete(end);
  };
  portal.resumptions.add(resume);
  portal.endings.add(end);
  return end;
}
