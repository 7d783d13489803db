import { newTracker, trackSelfDescribingEvent } from '@snowplow/browser-tracker';
import { drive } from './drive.mjs';

/** With its own defaults: POST, one event a request where none waits, its queue in localStorage. */
drive({
  start({ collector }) {
    newTracker('bench', collector, { appId: 'bench' });
  },
  hand(statement) {
    trackSelfDescribingEvent({
      event: { schema: 'iglu:org.example/statement/jsonschema/1-0-0', data: { ...statement } }
    });
  }
});
