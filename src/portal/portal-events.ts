import type { XapiEvents } from '../page/xapi-events.js';
import type { PortalStatementCaptured } from '../xapi/captured.js';

/** What a portal tells its listeners: name -> what they are called with. */
export interface PortalEvents extends Pick<XapiEvents, 'xapi_delivery' | 'xapi_problem'> {
  readonly xapi_statement: PortalStatementCaptured;
}
