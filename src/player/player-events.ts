import type { DeliveryEvent } from '../delivery/outbox.js';
import type { PlaybackEvent } from '../events/playback-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { Problem } from '../settings/settings.js';
import type { Statement } from '../xapi/statement.js';

/** Payload of `xapi_statement`: a statement was captured, and why. */
export interface StatementCaptured {
  readonly statement: Statement;
  readonly event: ViewingEvent;
  /** The player's event from which it was concluded. */
  readonly cause: { readonly type: PlaybackEvent['type']; readonly position?: number };
}

/** What the plugin dispatches on the player: name -> payload. */
export interface XapiPlayerEvents {
  readonly xapi_statement: StatementCaptured;
  readonly xapi_delivery: DeliveryEvent;
  readonly xapi_problem: Problem;
}
