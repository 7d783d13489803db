import type { Page } from '../../src/page/page.js';

/** Where the package keeps what all players of a page share. */
const KEY = Symbol.for('playkit-js-xapi/page@2');

/** Stops the outbox that the players shared. The next player finds a page on which nobody has tracked yet. */
export function closePage(): void {
  const shelf = globalThis as { [KEY]?: Page };
  shelf[KEY]?.ports.outbox.close();
  Reflect.deleteProperty(shelf, KEY);
}

/** Whether anybody asked for the page's outbox, which listens to the page's life. */
export const pageIsTracked = (): boolean => KEY in globalThis;
