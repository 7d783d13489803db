import { PORTAL_EVENTS } from '../xapi/portal/read.js';
import { ATTRIBUTES, attributesOf, EVENT, filled, isOurs, meantBy, NAMING, ON, track } from './attributes.js';
import { attributeNames, attributeOf } from './dom.js';
import { triggerOf, TRIGGERS } from './trigger.js';

/** What is wrong with an element's attributes, in half a sentence about one of them. */
export interface Fault {
  readonly attribute: string;
  readonly what: string;
}

/** What a naming attribute must say. */
const MUST: Readonly<Record<string, string>> = {
  [EVENT]: `must name an event: ${PORTAL_EVENTS.join(', ')}.`,
  [track('page')]: 'must be the type of the page: a code of PAGE_TYPES, or a word of your own, such as lobby.',
  [track('button')]: 'must be the type of the button: a code of BUTTON_TYPES, or a word of your own, such as cta.'
};

function unknown(attribute: string): Fault {
  const near = meantBy(attribute);
  return { attribute, what: `no such attribute${near ? `, did you mean ${near}` : ''}.` };
}

/** Attributes without the one that names what is said; or that one without a word. */
function nameless(element: Element): Fault | undefined {
  for (const [naming, others] of Object.entries(NAMING)) {
    const other = others.find((name) => attributeOf(element, name) !== null);
    if (attributeOf(element, naming) !== null) {
      if (!filled(element, naming)) return { attribute: naming, what: MUST[naming] ?? '' };
    } else if (other) return { attribute: other, what: `says nothing without ${naming}.` };
  }
  return undefined;
}

/** Attributes of another event. Blank ones are a template's, which had nothing for them. */
function foreign(element: Element): Fault | undefined {
  const event = filled(element, EVENT) ?? '';
  const allowed = attributesOf(event);
  const attribute = NAMING[EVENT]?.find((name) => name !== ON && !allowed.includes(name) && filled(element, name));
  if (!allowed.length || !attribute) return undefined;
  return { attribute, what: `does not belong to ${event}, which takes ${allowed.join(', ')}.` };
}

/** The first fault of an element's attributes, which others may come from: a misspelt one is a missing one, too. */
export function faultOf(element: Element): Fault | undefined {
  const stranger = attributeNames(element).find((name) => isOurs(name) && !ATTRIBUTES.includes(name));
  if (stranger) return unknown(stranger);
  if (!triggerOf(element)) return { attribute: ON, what: `must be ${TRIGGERS.join(', ')}.` };
  return nameless(element) ?? foreign(element);
}
