import { thePage } from '../../../src/page/page.js';
import { lrsLane } from '../../../src/xapi/lrs-lane.js';
import { drive } from './drive.mjs';

/** The page's outbox as the plugin uses it: what waits is in the browser's storage, the lane is a record store's. */
let lane = '';

drive({
  start({ lrs, key, secret, linger }) {
    const made = lrsLane(
      { url: `${lrs}statements`, version: '1.0.3', auth: { type: 'basic', key, secret }, headers: {}, linger },
      'johnuser'
    );
    const page = thePage();
    // As an adapter does: the life of the page is followed from now on, and nothing is to be let go of before its time.
    page.join({ leave: () => undefined, back: () => undefined });
    page.ports.outbox.limit(undefined);
    lane = page.ports.outbox.open(made);
  },
  hand(statement) {
    const { id, timestamp } = statement;
    const parcel = { id, lane, kind: 'progress', body: JSON.stringify(statement), at: Date.parse(timestamp) } as const;
    void thePage().ports.outbox.put([parcel]);
  }
});
