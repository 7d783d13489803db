import XAPI from '@xapi/xapi';
import { each, lrs } from './statements.mjs';

type Params = Parameters<XAPI['sendStatement']>[0];

/** As its documentation shows it. */
const { endpoint, basic } = lrs();
const xapi = new XAPI({ endpoint: `${endpoint}/`, auth: basic, version: '1.0.3' });

await each(async (body) => {
  await xapi.sendStatement({ statement: JSON.parse(body) as Params['statement'] });
});
