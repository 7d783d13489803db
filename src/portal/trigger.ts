import { filled, ON } from './attributes.js';
import { matches } from './dom.js';

export const TRIGGERS = ['click', 'submit', 'change', 'load'] as const;
/** When an element says what it declares; `load`: as soon as it is in the document. */
export type Trigger = (typeof TRIGGERS)[number];

const CLICKED =
  'a,area,button,input,summary,label,' +
  ['button', 'link', 'menuitem', 'menuitemcheckbox', 'menuitemradio', 'tab', 'option', 'checkbox', 'radio', 'switch']
    .map((role) => `[role=${role}]`)
    .join();

/** What is asked for, or what suits the element; undefined where what is asked for does not exist. */
export function triggerOf(element: Element): Trigger | undefined {
  const asked = filled(element, ON)?.toLowerCase();
  if (asked) return TRIGGERS.find((trigger) => trigger === asked);
  if (matches(element, 'form')) return 'submit';
  if (matches(element, 'select,textarea')) return 'change';
  return matches(element, CLICKED) ? 'click' : 'load';
}

/** Browsers do not click what is disabled; neither does a page that draws its own buttons. */
const isDisabled = (element: Element): boolean => matches(element, ':disabled,[aria-disabled=true]');

/**
 * Whether this event is one on this element. A click on a label comes twice, the second time from its control: that one
 * counts where the control is inside.
 */
export function isHit(element: Element, event: Event): boolean {
  const { type } = event;
  // Seen from outside, what is in a shadow root is its host.
  const [target] = event.composedPath();
  if (type === 'submit') return target === element;
  if (isDisabled(element)) return false;
  const control = element instanceof HTMLLabelElement ? element.control : null;
  return type !== 'click' || !control || !element.contains(control) || target === control;
}
