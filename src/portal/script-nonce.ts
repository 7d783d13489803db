import { allIn, native } from './dom.js';

/** The script that this code came in; a module has none. There is no document where a server imports it. */
const current = typeof document === 'undefined' ? null : native(document, 'currentScript');

const nonceOf = (script: Element | null | undefined): string =>
  (script instanceof HTMLScriptElement && script.nonce) || '';

/**
 * The nonce of the script tag, else of the first script that has one: whoever could write a script needs no attributes.
 * It is read as the property, since browsers empty the attribute.
 * https://html.spec.whatwg.org/multipage/urls-and-fetching.html#nonce-attributes
 */
export const scriptNonce = (): string =>
  nonceOf(current) || nonceOf([...allIn(document, 'script')].find((script) => nonceOf(script)));
