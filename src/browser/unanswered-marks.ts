import { parseJson } from '../attempt.js';
import { stringify } from '../stringify.js';
import type { UnansweredMarks } from '../delivery/ports.js';
import { dropItem, keepItem, local, readItem } from './web-storage.js';

const KEY = 'playkit-js-xapi/unanswered';

/** So many are kept, and no longer than this, in milliseconds: a row may be gone that has a mark. */
const MOST = 50;
const MONTH = 30 * 86_400_000;

/** When each was added, milliseconds since 1970. Nothing where storage is blocked, or where somebody else wrote there. */
const read = (): Readonly<Record<string, number>> => ({
  ...(parseJson(readItem(local, KEY)) as Record<string, number> | undefined)
});

function write(marks: readonly (readonly [id: string, at: number])[]): void {
  // Where storage is blocked, what left with the page is sent again, and counted as uncertain.
  const fresh = marks.filter(([, at]) => Date.now() - at < MONTH).slice(-MOST);
  if (fresh.length) keepItem(local, KEY, stringify(Object.fromEntries(fresh)));
  else dropItem(local, KEY);
}

/**
 * Kept in `localStorage`, which is written at once: a database may lose what a page writes while it goes. Ids of parcels are
 * random, and say nothing of anybody.
 */
export const unansweredMarks: UnansweredMarks = {
  all: () => Object.keys(read()),
  add(ids) {
    // Without keepalive the browser breaks off what is on its way when the page goes.
    if ('keepalive' in Request.prototype)
      write([...Object.entries(read()), ...ids.map((id) => [id, Date.now()] as const)]);
  },
  remove(ids) {
    write(Object.entries(read()).filter(([id]) => ids && !ids.includes(id)));
  }
};
