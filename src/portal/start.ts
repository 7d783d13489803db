import { SETTINGS } from './attributes.js';
import { declare } from './declare.js';
import { Portal } from './portal.js';
import { tagSettings } from './tag-settings.js';

/** Versioned, and over bundles: two that declare would say everything twice. */
const KEY = Symbol.for('playkit-js-xapi/portal@1');

const shelf = globalThis as unknown as Record<symbol, Portal | undefined>;

/**
 * Starts what the page's source asks for: settings out of a script element with `data-xapi-settings`, and all elements that
 * declare something. Once a page: who asks again gets the same. Undefined where the source has no such settings.
 */
export function startPortal(): Portal | undefined {
  const running = shelf[KEY];
  if (running) return running;
  const settings = tagSettings(document);
  if (!settings) return undefined;
  const portal = (shelf[KEY] = 'config' in settings ? new Portal(settings.config) : new Portal());
  if ('wrong' in settings) {
    const message = `${SETTINGS}: ${settings.wrong}. xAPI is off.`;
    portal.complain({ level: 'error', code: 'bad-value', path: SETTINGS, message });
  }
  declare(portal);
  portal.endings.add(() => (shelf[KEY] = undefined));
  return portal;
}
