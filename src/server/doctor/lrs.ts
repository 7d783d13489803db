import type { Lrs } from '../../settings/settings.js';
import { lrsLane } from '../../xapi/lrs-lane.js';
import { failed, ok, skipped, type Examination, type Finding } from './check.js';
import { addressFinding, versionFinding } from './lrs-address.js';
import { readFinding, writeFinding } from './lrs-permission.js';
import type { Probe } from './probe.js';
import { reach } from './reach.js';
import { testStatement, voiding } from './test-statement.js';

export interface LrsExamination {
  readonly probe: Probe;
  /** Milliseconds that a connection may take. */
  readonly patience: number;
  readonly uuid: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Writes a marked statement and voids it, instead of asking without a trace. */
  readonly writeTest: boolean;
}

const ADVICE = 'Compare key and secret, or the token, with those that the record store shows for this client.';

/** The very headers that statements are sent with. */
async function headersOf(lrs: Lrs): Promise<Readonly<Record<string, string>> | undefined> {
  const lane = lrsLane(lrs, '');
  try {
    return lane.seal([], await lane.credential()).headers;
  } catch {
    return undefined;
  }
}

/** Posts a marked statement, and what voids it, whatever was answered: it may have been taken all the same. */
async function* write(url: string, headers: Readonly<Record<string, string>>, ports: LrsExamination): Examination {
  const { probe, uuid, now } = ports;
  const id = uuid();
  const taken = await probe('POST', url, headers, JSON.stringify([testStatement(id, now())]));
  const found = writeFinding(taken, id);
  yield found;
  if (taken.status > 399 && taken.status < 500) return false;
  const voided = await probe('POST', url, headers, JSON.stringify([voiding(id, uuid(), now())]));
  const done = voided.status > 199 && voided.status < 300;
  yield done
    ? ok('voiding', `the test statement ${id} is voided`)
    : failed('voiding', `the test statement ${id} may be in the record store, unvoided`, 'Void it there by its id.');
  return done;
}

/** Which of DNS, TLS, address, version, key and permission is wrong with a record store. */
export async function* examineLrs(lrs: Lrs, ports: LrsExamination): Examination {
  const { probe, patience } = ports;
  const url = new URL(lrs.url);
  if (!(yield* reach(url, patience))) return false;
  const headers = await headersOf(lrs);
  if (!headers) {
    yield failed('key', 'oauthToken did not give a token', 'Give the token itself, or repair the function.');
    return false;
  }
  const about = new URL(url);
  about.pathname = url.pathname.replace(/\/statements$/, '/about');
  const query = new URL(url);
  query.searchParams.set('limit', '1');
  const { Authorization, ...open } = headers;
  // What it is asks for no credential (xAPI 1.0.3, Communication 2.7), so that a wrong key is not taken for a wrong address.
  const said = await probe('GET', about.href, open);
  const listed = await probe('GET', query.href, headers);
  const address = addressFinding(about.href, said, listed);
  yield address;
  if (address.state === 'failed') return false;
  const version = versionFinding(lrs.version, said, listed);
  yield version;
  if (version.state === 'failed') return false;

  // An empty list stores nothing, whoever takes it; what is answered tells whether the key may write.
  const empty = ports.writeTest ? undefined : await probe('POST', lrs.url, headers, '[]');
  if (listed.status === 401 && (!empty || empty.status === 401)) {
    yield failed('key', 'the record store does not know it (HTTP 401)', ADVICE);
    return false;
  }
  yield* [keyFinding(listed.status), readFinding(listed)];
  if (!empty) return yield* write(lrs.url, headers, ports);
  const permission = writeFinding(empty);
  yield permission;
  return permission.state !== 'failed';
}

const keyFinding = (status: number): Finding =>
  status === 200
    ? ok('key', 'the record store knows it')
    : skipped('key', `reading was answered with HTTP ${status}; writing tells more`);
