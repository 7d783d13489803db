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
    lane = made.id;
    thePage().ports.outbox.open(made);
  },
  hand(statement) {
    const { id, timestamp } = statement;
    const parcel = { id, lane, kind: 'progress', body: JSON.stringify(statement), at: Date.parse(timestamp) } as const;
    void thePage().ports.outbox.put([parcel]);
  }
});
