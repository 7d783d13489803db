import type { StatementCaptured } from '../xapi/captured.js';
import type { DeliveryEvent } from '../delivery/status.js';
import type { Problem } from '../settings/settings.js';

/** What is told to the page: on the player, or to its own listeners: name -> payload. */
export interface XapiEvents {
  readonly xapi_statement: StatementCaptured;
  readonly xapi_delivery: DeliveryEvent;
  readonly xapi_problem: Problem;
}
