import { allIn, attributeOf, matches, native } from './dom.js';

/** Where somebody writes words. Other inputs hold what is no comment: tokens, passwords, files. */
const WORDS = 'textarea,input:not([type]),input[type=text i],input[type=search i],[contenteditable]';

/** Fields that a page shows as text and browsers know to hold a secret. */
const SECRET = /password|one-time-code|cc-/i;

/** A comment, not a book: longer ones are cut. */
const MOST = 10_000;

/** The form that an element belongs to. */
function formOf(element: Element): Element | null {
  const { form } = element as HTMLButtonElement;
  return form instanceof HTMLFormElement ? form : native(element, 'closest').call(element, 'form');
}

/** Whether somebody can see it and write in it. */
const isWritten = (field: Element): boolean =>
  matches(field, WORDS) &&
  !SECRET.test(attributeOf(field, 'autocomplete') ?? '') &&
  native(field, 'getClientRects').call(field).length > 0;

/**
 * What is written in the first field of an element's own form that a selector finds and that counts; in half a sentence of
 * `wrong` why nothing is taken. Hidden fields and passwords are never read.
 * @param counts whether the site vouches for a field
 */
export function fieldText(
  element: Element,
  selector: string,
  counts: (field: Element) => boolean
): { readonly text: string } | { readonly wrong: string } {
  const form = formOf(element);
  if (!form) return { wrong: 'says nothing outside of a form.' };
  let fields: readonly Element[];
  try {
    // User content above the site's own field may have one of that name.
    fields = [...allIn(form, selector)].filter(counts);
  } catch {
    return { wrong: 'is no CSS selector.' };
  }
  if (!fields.length) return { wrong: "finds no field in the element's own form." };
  const field = fields.find(isWritten);
  if (!field) return { wrong: 'must find a field of text that is shown: never a hidden one or a password.' };
  return { text: ('value' in field ? String(field.value) : field.textContent).slice(0, MOST) };
}
