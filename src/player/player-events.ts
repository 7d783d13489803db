import type { StatementCaptured } from '../xapi/captured.js';
import type { DeliveryEvent } from '../delivery/status.js';
import type { Problem } from '../settings/settings.js';

/** What the plugin dispatches on the player: name -> payload. */
export interface XapiPlayerEvents {
  readonly xapi_statement: StatementCaptured;
  readonly xapi_delivery: DeliveryEvent;
  readonly xapi_problem: Problem;
}
