import XAPI from '@xapi/xapi';
import { drive } from './drive.mjs';

type Params = Parameters<XAPI['sendStatement']>[0];

let xapi: XAPI | undefined;

/** As its documentation shows it. It has no queue and tries once, so that a failure is the end of a statement. */
drive({
  start({ lrs, key, secret }) {
    xapi = new XAPI({ endpoint: lrs, auth: XAPI.toBasicAuth(key, secret), version: '1.0.3' });
  },
  hand(statement) {
    xapi?.sendStatement({ statement: statement as unknown as Params['statement'] }).catch(() => undefined);
  }
});
