import { stringify } from '../stringify.js';
import type { UnansweredMarks } from '../delivery/ports.js';

const KEY = 'playkit-js-xapi/unanswered';

/** So many are kept, and no longer than this, in milliseconds: a row may be gone that has a mark. */
const MOST = 50;
const MONTH = 30 * 86_400_000;

/** When each was added, milliseconds since 1970. Nothing where storage is blocked, or where somebody else wrote there. */
function read(): Readonly<Record<string, number>> {
  try {
    return { ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, number>) };
  } catch {
    return {};
  }
}

function write(marks: readonly (readonly [id: string, at: number])[]): void {
  try {
    const fresh = marks.filter(([, at]) => Date.now() - at < MONTH).slice(-MOST);
    if (fresh.length) localStorage.setItem(KEY, stringify(Object.fromEntries(fresh)));
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is blocked: what left with the page is sent again, and counted as uncertain.
  }
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
