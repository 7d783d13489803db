import { adviceOn } from '../session/kaltura-advice.js';
import { KalturaApiError, type KalturaApi } from '../session/kaltura-api.js';
import { failed, ok, skipped, type Examination, type Finding } from './check.js';

/** What the events are to be sent as. */
export interface Expected {
  readonly partnerId: number | undefined;
  /** Empty: of nobody in particular. */
  readonly userId: string;
  readonly applicationName: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** `KalturaSessionInfo`, as far as it is there. */
interface Info {
  readonly partnerId: number;
  readonly userId: string;
  /** Unix seconds. */
  readonly expiry: number;
  readonly privileges: string;
}

function infoOf(answer: unknown): Info | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { partnerId, userId, expiry, privileges } = answer as Readonly<Record<string, unknown>>;
  const text = (value: unknown): string =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (!Number(partnerId)) return undefined;
  return { partnerId: Number(partnerId), userId: text(userId), expiry: Number(expiry), privileges: text(privileges) };
}

/** Kaltura's own words for what is wrong with a KS, which stand in its message. */
const FLAWS: readonly (readonly [pattern: RegExp, says: string, advice: string])[] = [
  [/\bEXPIRED\b/, 'the session has expired', "Start a new one; check this machine's clock if it was made here."],
  [/\bINVALID_PARTNER\b/, 'the session is of another account', 'Start one for this partner id.'],
  [/\bLOGOUT\b/, 'the session was ended', 'Start a new one.'],
  [
    /\bEXCEEDED_ACTIONS_LIMIT\b/,
    'the session has used up its actions',
    'Start one without the privilege actionslimit.'
  ],
  [
    /\bEXCEEDED_RESTRICTED_IP\b/,
    'the session is for other addresses',
    'Start one without iprestrict, or for this machine.'
  ],
  [/\bEXCEEDED_RESTRICTED_URI\b/, 'the session is for other services', 'Start one without the privilege urirestrict.'],
  [
    /\bINVALID_STR\b/,
    'the session is no session of this account',
    'Check that it is whole, and the secret that it was made with.'
  ]
];

/** Nobody but the one who made it knows that it is wrong: a new one would be as wrong. */
const LOCAL =
  "Made here (local), it is only as good as the secret: compare session.secret with the account's administrator secret, and session.partnerId with the account (KMC, Settings, Integration).";

function refused(error: KalturaApiError, local: boolean): Finding {
  if (error.code === 'SERVICE_FORBIDDEN')
    return skipped(
      'KS',
      'this session may not be asked about (session.get is forbidden to it); events do not need that'
    );
  const [flaw, says, advice] = FLAWS.find(([pattern]) => pattern.test(error.said)) ?? [];
  // What is over, or is for others, was made with a good secret.
  const isWrong = flaw === undefined ? error.code === 'INVALID_KS' : /INVALID/.test(flaw.source);
  if (local && isWrong) return failed('KS', says ?? error.message, LOCAL);
  return failed('KS', says ?? error.message, advice ?? adviceOn(error));
}

const userFinding = ({ userId }: Info, expected: string): Finding => {
  const nobody = userId === '' || userId === '0';
  if (expected && userId !== expected)
    return failed(
      'user',
      `the session is of ${nobody ? 'nobody' : userId}, not of ${expected}`,
      'Start it with that userId.'
    );
  return nobody
    ? skipped('user', 'the session is of nobody: only the events name who watched')
    : ok('user', `the session is of ${userId}`);
};

function applicationFinding({ privileges }: Info, expected: string | undefined): Finding {
  const privilege = privileges.split(',').find((each) => /^appid:/i.test(each.trim()));
  const tagged = privilege?.trim().slice('appid:'.length);
  if (!expected && tagged === undefined) return skipped('application', 'neither session nor settings name one');
  if (tagged === expected) return ok('application', `the session is tagged appId:${tagged ?? ''}`);
  if (tagged === undefined)
    return skipped(
      'application',
      `the session has no appId; the events say ${expected ?? ''} themselves`,
      `Start it with the privilege appId:${expected ?? ''} for reports by application.`
    );
  return failed(
    'application',
    `the session is tagged ${tagged}, and applicationName is ${expected ?? 'not set'}`,
    'Make both the same, or reports count the plays under the wrong application.'
  );
}

/**
 * What Kaltura says of a KS: whether it is good, whose it is, of which account and application. No event is sent.
 * @param local it was made here
 */
export async function* examineKs(api: KalturaApi, ks: string, expected: Expected, local = false): Examination {
  let answer: unknown;
  try {
    answer = await api('session.get', { ks });
  } catch (error) {
    if (!(error instanceof KalturaApiError)) throw error;
    const found = refused(error, local);
    yield found;
    return found.state !== 'failed';
  }
  const info = infoOf(answer);
  if (!info) {
    yield failed('KS', 'session.get answered something else', 'Check the service address, which ends with /api_v3.');
    return false;
  }
  const left = Math.floor(info.expiry - expected.now() / 1000);
  yield ok('KS', Number.isFinite(left) ? `good for ${Math.max(0, Math.floor(left / 60))} more minutes` : 'good');
  const { partnerId } = expected;
  const same = partnerId === undefined || partnerId === info.partnerId;
  yield same
    ? ok('partner', `the session is of account ${info.partnerId}`)
    : failed(
        'partner',
        `the session is of account ${info.partnerId}, and the events of ${partnerId}`,
        'Make both the same.'
      );
  const user = userFinding(info, expected.userId);
  const application = applicationFinding(info, expected.applicationName);
  yield* [user, application];
  return same && user.state !== 'failed' && application.state !== 'failed';
}
