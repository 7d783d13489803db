import { httpUrl } from '../../settings/endpoint.js';
import type { Problem, Settings } from '../../settings/settings.js';
import { analyticsUrl, statsUrl } from '../../kaltura/service-url.js';
import { createSettings } from '../collector/collector-settings.js';
import { directoryFault } from '../collector/directory.js';
import type { CollectorConfig } from '../collector/collector-types.js';
import { mask } from '../../delivery/redact.js';
import { createKalturaApi, KALTURA } from '../session/kaltura-api.js';
import { kalturaUrl, sessionAt } from '../session/kaltura-url.js';
import { examineAnalytics } from './analytics.js';
import { failed, skipped, type Check, type Examination, type Finding, type Patient } from './check.js';
import { examineLrs, type LrsExamination } from './lrs.js';
import { sendBy } from './probe.js';
import { secretsOf } from './secrets.js';
import { examineSession } from './session.js';
import { examineApi, examineLogHost } from './stats.js';

export type DoctorPorts = LrsExamination;

/** What a connection can be tried with where the settings do not name a site. */
const SOMEWHERE = { homePage: 'https://site.invalid' };

const ADVICE = 'See docs/settings.md.';

const COLLECT = '/service/stats/action/collect';

/** One that there is nothing to say of but why. */
async function* off(says: string): Examination {
  yield skipped('settings', says);
  return true;
}

/** The settings as a collector has them, and what is wrong with them. */
function read(config: CollectorConfig): { readonly settings: Settings; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const id = config.user?.id ?? config.userId;
  const viewer = id === undefined ? {} : { id: String(id) };
  const report = ({ level, message }: Problem): void =>
    void findings.push(level === 'error' ? failed('settings', message, ADVICE) : skipped('settings', message));
  const strict = createSettings(config, report, undefined)(viewer);
  // A collector sends no statement then; whether it could is worth knowing all the same.
  const site = { ...SOMEWHERE, ...config.site };
  const settings = strict.lrs ? strict : createSettings({ ...config, site }, () => undefined, undefined)(viewer);
  if (!settings.enabled && !findings.length)
    findings.push(failed('settings', 'enabled is No: nothing is sent', 'Set enabled to Yes.'));
  return { settings, findings };
}

async function* all(findings: readonly Finding[]): Examination {
  yield* findings;
  return true;
}

function examinations(
  config: CollectorConfig,
  settings: Settings,
  ports: DoctorPorts
): readonly (readonly [Patient, Examination])[] {
  const { probe, patience, now } = ports;
  const { lrs, stats, analytics, wording } = settings;
  const { session } = config;
  const api = (serviceUrl: string) => createKalturaApi(serviceUrl, sendBy(probe));
  const address = stats && statsUrl(stats.transport, stats.serviceUrl, { serviceUrl: kalturaUrl(config) });
  const statsApi = stats?.transport !== 'get' ? address?.replace(COLLECT, '') : undefined;
  const serviceUrl = httpUrl(kalturaUrl(config))?.href.replace(/\/+$/, '') ?? KALTURA;
  const partnerId = stats?.partnerId ?? analytics?.partnerId;
  const partner = partnerId ?? (Number(session?.partnerId) || undefined);
  const wants = stats?.enabled !== false && partner !== undefined;
  return [
    ['lrs', lrs ? examineLrs(lrs, ports) : off('no endpoint: no statements are sent')],
    [
      'session',
      session || settings.ks !== undefined
        ? examineSession({
            session: sessionAt(config),
            ks: settings.ks,
            serviceUrl,
            api: api(serviceUrl),
            send: sendBy(probe),
            patience,
            expected: {
              partnerId: partner,
              userId: wording.viewer.id ?? '',
              applicationName: wording.applicationName,
              now
            }
          })
        : off('no session: events go without a KS, and name their user themselves')
    ],
    [
      'stats',
      !address || !wants
        ? off('no stats.partnerId: Kaltura is sent no statistics')
        : statsApi
          ? examineApi(statsApi, api(statsApi), patience)
          : examineLogHost(address, patience)
    ],
    [
      'analytics',
      analytics && partner !== undefined
        ? examineAnalytics(analyticsUrl(analytics.serviceUrl), probe, patience)
        : off('no analytics.partnerId: Kaltura is told of no pages and buttons')
    ]
  ];
}

/**
 * Looks at every destination, one after the other, and tells each thing as it is known. No event is sent, and no statement
 * unless `writeTest` asks for one.
 */
export async function* examine(config: CollectorConfig, ports: DoctorPorts): AsyncGenerator<Check, void, void> {
  const { settings, findings: found } = read(config);
  const fault = await directoryFault(config.directory);
  const findings = [
    ...found,
    ...(fault === undefined ? [] : [failed('settings', fault, 'Set directory, or --directory.')])
  ];
  const secrets = secretsOf(config);
  const patients = settings.enabled ? examinations(config, settings, ports) : [];
  for (const [destination, examination] of [['settings', all(findings)] as const, ...patients])
    for await (const { check, state, says, advice } of examination)
      yield {
        destination,
        check,
        state,
        says: mask(says, secrets),
        ...(advice !== undefined && { advice: mask(advice, secrets) })
      };
}
