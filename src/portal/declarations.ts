import { readPortalEvent } from '../xapi/portal/read.js';
import {
  ATTRIBUTES,
  attributesOf,
  EVENT,
  filled,
  isOurs,
  saidBy,
  speaks,
  textFrom,
  track,
  trackedBy,
  TRACKS,
  type Tracks
} from './attributes.js';
import { describe } from './describe.js';
import { allIn, attributeNames, isDocument, isElement, native } from './dom.js';
import { faultOf } from './fault.js';
import { fieldText } from './field-text.js';
import { memoryOf, type Memory, type Root } from './memory.js';
import type { Portal } from './portal.js';
import { MOST_AT_ONCE } from './rate-limit.js';
import { Slices } from './slices.js';
import { isHit, triggerOf, type Trigger } from './trigger.js';
import { isVouched } from './vouched.js';

const TOO_MANY = `declare: more than ${MOST_AT_ONCE} declared events at once. One a second is said from now on, and the others are dropped.`;

/** What an element costs that says something, when a plain one costs 1. */
const SPEAKING = 40;

/** Once the page's source was read, and its scripts have run. */
function afterLoad(work: () => void): void {
  if (native(document, 'readyState') === 'complete') setTimeout(work);
  else window.addEventListener('load', () => setTimeout(work), { once: true });
}

/** Something that an element declares. */
interface Declared {
  readonly trigger: Trigger;
  readonly say: () => void;
}

/** Reads what the elements of one root declare, and says it through a portal. */
export class Declarations {
  private readonly memory: Memory;
  private readonly slices = new Slices<Element>((element) => this.found(element));

  public constructor(
    private readonly portal: Portal,
    private readonly root: Root
  ) {
    this.memory = memoryOf(portal);
  }

  /** Looks at an element, and at all in it. */
  public scan(top: Node): void {
    // No selector finds misspelt names.
    if (isElement(top)) this.slices.add([top, ...allIn(top)]);
    else if (top instanceof DocumentFragment || isDocument(top)) this.slices.add([...allIn(top)]);
  }

  /** An element has other attributes. */
  public changed(element: Element): void {
    this.slices.add([element]);
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
      if (speaks(element) && isHit(element, event) && this.counts(element))
        this.declared(element)
          .filter(({ trigger }) => trigger === event.type)
          .forEach(({ say }) => say());
    }
  }

  /** Scans again what was there before the portal was switched on. */
  public resume(): void {
    this.scan(this.root);
  }

  public end(): void {
    this.slices.clear();
  }

  /** An element is there, or has other attributes. Gives what it cost to look. */
  private found(element: Element): number {
    if (!speaks(element)) return 1;
    this.portal.safely(() => {
      if (!this.portal.isOn || !native(element, 'isConnected') || !this.counts(element)) return;
      const { loaded } = this.memory;
      const fault = faultOf(element);
      if (fault) this.complain(element, fault.attribute, fault.what);
      const loads = this.declared(element).filter(({ trigger }) => trigger === 'load');
      if (!loads.length) return;
      const words = ATTRIBUTES.map((name) => filled(element, name)).join('\n');
      if (loaded.get(element) === words) return;
      loaded.set(element, words);
      loads.forEach(({ say }) => say());
    });
    return SPEAKING;
  }

  /** Whether the site vouches for an element. Where it vouches for none, the page is told once what to add. */
  private counts(element: Element): boolean {
    const { memory } = this;
    const vouched = isVouched(memory, element);
    memory.vouches ||= vouched === true;
    if (vouched === false && !memory.vouches && !memory.unvouched) {
      memory.unvouched = true;
      // Scripts further down may vouch for it by a reference.
      afterLoad(() => this.tellUnvouched(element));
    }
    return vouched === true;
  }

  /** Tells the page what to add, unless it vouches for another element, or for this one by now. */
  private tellUnvouched(element: Element): void {
    const { memory, portal } = this;
    // Elements that were not looked at yet may be vouched for.
    if (this.slices.isBusy) return void setTimeout(() => this.tellUnvouched(element));
    memory.unvouched = !memory.vouches && isVouched(memory, element) === false && portal.isOn;
    if (!memory.unvouched) return;
    const attribute = attributeNames(element).find(isOurs) ?? EVENT;
    const message =
      `${describe(element, attribute)}: not counted, since the site does not vouch for it: give the script tag and an ` +
      "element around the site's own markup the same nonce, new in each response, or call declare(portal, element).";
    portal.complain({ level: 'warning', code: 'unvouched', path: attribute, message });
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
    if (!this.mayYet()) return;
    const why = this.portal.attemptTrack(of, trackedBy(element, of));
    if (why) this.refuse(element, track(of), why);
  }

  private sayEvent(element: Element): void {
    const type = filled(element, EVENT) ?? '';
    const from = textFrom(element);
    const found =
      from === undefined ? undefined : fieldText(element, from, (field) => isVouched(this.memory, field) === true);
    if (found && 'wrong' in found) return this.refuse(element, 'data-xapi-text-from', found.wrong);
    const fields = { ...saidBy(element), ...found };
    const allowed = attributesOf(type);
    const takes = allowed.length ? ` It takes ${allowed.join(', ')}.` : '';
    const event = readPortalEvent(type, fields);
    if (typeof event === 'string') this.refuse(element, EVENT, event + takes);
    else if (this.mayYet()) this.portal.sayEvent(event);
  }

  private mayYet(): boolean {
    const may = this.memory.mayYet(performance.now());
    if (!may) this.portal.complain({ level: 'warning', code: 'too-many', path: 'declare', message: TOO_MANY });
    return may;
  }

  /** What an element says is not taken. It may come from what is wrong with its attributes: that was told. */
  private refuse(element: Element, attribute: string, what: string): void {
    if (!faultOf(element)) this.complain(element, attribute, what);
  }

  private complain(element: Element, attribute: string, what: string): void {
    if (this.memory.complaints-- <= 0) return;
    const message = `${describe(element, attribute)}: ${what}`;
    this.portal.complain({ level: 'warning', code: 'bad-element', path: attribute, message });
  }
}
