import type { XapiConfig } from '../settings/config.js';
import { isObject } from '../schema/kinds.js';
import { SETTINGS } from './attributes.js';
import { allIn } from './dom.js';

/** Settings that stand in the page's source, or in one sentence what is wrong with them. */
export type TagSettings = { readonly config: XapiConfig } | { readonly wrong: string };

const FORMS = `{"endpoint": "…"}, or the address of such settings`;

/** What JSON says, or an address; nothing at all says nothing. */
function read(text: string): TagSettings {
  if (!text) return { config: {} };
  // Nobody writes a number or a list by mistake for an address.
  if (!/^[{["\d]/.test(text)) return { config: { siteSettings: text } };
  try {
    const config: unknown = JSON.parse(text);
    return isObject(config) ? { config } : { wrong: `expected ${FORMS}` };
  } catch (error) {
    // The engine's words may quote the text, and secrets may be in it.
    const at = /(line \d+ column \d+|position \d+)/.exec(String(error))?.[0];
    return { wrong: `no JSON${at ? `, ${at}` : ''}: expected ${FORMS}` };
  }
}

/**
 * Settings of templates that have no script of their own, by the first script element that has `data-xapi-settings`: as the
 * attribute's value, or as the text of a `type="application/json"`. Undefined where there is none.
 */
export function tagSettings(page: Document): TagSettings | undefined {
  const [script] = allIn(page, `script[${SETTINGS}]`);
  if (!script) return undefined;
  const attribute = script.getAttribute(SETTINGS)?.trim() ?? '';
  const isData = /json/i.test(script.getAttribute('type') ?? '');
  return read(attribute || (isData ? script.textContent.trim() : ''));
}
