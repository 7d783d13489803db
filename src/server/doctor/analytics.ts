import { failed, ok, type Examination, type Finding } from './check.js';
import { described, isPage, isTrouble, jsonOf, type Answer, type Probe } from './probe.js';
import { reach } from './reach.js';

const HOST =
  "Set analytics.serviceUrl to Kaltura's analytics server: https://analytics.kaltura.com, or that of your region.";

function addressFinding(url: string, answer: Answer): Finding {
  const { status, body, header } = answer;
  if (!status)
    return failed('address', 'connected, and no answer', 'Ask who runs the server, or the proxy in between.');
  if (status > 299 && status < 400) {
    const location = (header('location') ?? 'somewhere else').replace(/[?#].*/, '');
    return failed('address', `it has moved to ${location}`, 'Set analytics.serviceUrl to where it is now.');
  }
  if (isTrouble(status)) return failed('address', described(answer), 'The server is in trouble: try again later.');
  if (status === 404 || isPage(body)) return failed('address', `${url} answers ${described(answer)}`, HOST);
  // Kaltura's API host has many services, but trackEvent is not among them.
  if (jsonOf(body) === true)
    return failed('address', `${url} is Kaltura's API, which does not have analytics.trackEvent`, HOST);
  return ok('address', `${url} answers; no event was sent`);
}

/**
 * Whether the analytics server can be reached, and answers. It takes whatever is called an event without looking at it, so
 * nothing that could be one is sent: it is asked for `system.ping`, which it does not have.
 * @param url of `analyticsUrl`
 */
export async function* examineAnalytics(url: string, probe: Probe, patience: number): Examination {
  if (!(yield* reach(new URL(url), patience))) return false;
  const found = addressFinding(url, await probe('GET', `${url}?service=system&action=ping&format=1`, {}));
  yield found;
  return found.state !== 'failed';
}
