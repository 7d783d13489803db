import { adviceOn } from '../session/kaltura-advice.js';
import { KalturaApiError, type KalturaApi } from '../session/kaltura-api.js';
import { failed, ok, skipped, type Examination } from './check.js';
import { reach } from './reach.js';

/** Whether api_v3 answers at an address: by `system.ping`, which needs no session and leaves no trace. */
export async function* examineApi(serviceUrl: string, api: KalturaApi, patience: number): Examination {
  if (!(yield* reach(new URL(serviceUrl), patience))) return false;
  try {
    const answer = await api('system.ping', {});
    if (answer === true) yield ok('address', `${serviceUrl} is Kaltura's api_v3`);
    else yield failed('address', 'system.ping is not answered with true', 'The service address ends with /api_v3.');
    return answer === true;
  } catch (error) {
    if (!(error instanceof KalturaApiError)) throw error;
    yield failed('address', `${serviceUrl}: ${error.message}`, adviceOn(error));
    return false;
  }
}

/** A host that only writes logs: nothing but an event would tell whether it takes events. */
export async function* examineLogHost(url: string, patience: number): Examination {
  if (!(yield* reach(new URL(url), patience))) return false;
  yield skipped('address', `with transport get only an event could tell whether ${url} takes them; none is sent`);
  return true;
}
