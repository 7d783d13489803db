import { failed, ok, skipped, type Finding } from './check.js';
import { described, isPage, isTrouble, jsonOf, type Answer } from './probe.js';

const SAMPLE = 'for example https://lrs.example.com/xapi, as the record store shows it, with or without /statements';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The versions that `about` offers; `undefined` where it is no such answer. */
function versionsOf({ status, body }: Answer): readonly string[] | undefined {
  const about = status === 200 ? jsonOf(body) : undefined;
  const versions = isObject(about) ? about['version'] : undefined;
  return Array.isArray(versions) ? versions.map(String) : undefined;
}

/** Whether it talks as a record store does: by the header that it must send, or by a list of statements. */
const isXapi = (answer: Answer): boolean => {
  const value = answer.status === 200 ? jsonOf(answer.body) : undefined;
  return answer.header('x-experience-api-version') !== undefined || (isObject(value) && 'statements' in value);
};

/** Without query: some stores name a tenant there, some a key. */
const moved = (location: string | undefined): string => (location ?? 'somewhere else').replace(/[?#].*/, '');

/** Whether a record store answers at this address: by its `about`, else by its statements. */
export function addressFinding(url: string, about: Answer, listed: Answer): Finding {
  const where = url.replace(/\?.*/, '');
  const answers = [about, listed];
  const redirect = answers.find(({ status }) => status > 299 && status < 400);
  if (redirect)
    return failed(
      'address',
      `it has moved to ${moved(redirect.header('location'))}`,
      'Set the endpoint to where it is now: redirects are not followed with a key.'
    );
  if (versionsOf(about)) return ok('address', `${where} is a record store`);
  if (answers.some((answer) => isXapi(answer) && !isPage(answer.body)))
    return ok('address', `a record store, but ${where} answers ${described(about)}`);
  const [trouble] = answers.filter(({ status }) => isTrouble(status));
  if (trouble) return failed('address', described(trouble), 'The server is in trouble for now: try again later.');
  if (answers.every(({ status }) => !status))
    return failed('address', 'connected, and no answer', 'Ask who runs the server; a proxy in between may hold it up.');
  if ([401, 403].includes(listed.status) && !isPage(listed.body))
    return skipped('address', `something answers HTTP ${listed.status} before it shows what it is`);
  return failed('address', `${where} answers ${described(about)}: no record store`, `Check the endpoint, ${SAMPLE}.`);
}

/** 1.0.3 and 1.0.1 are one language, 2.0.0 is another. */
const language = (version: string): string => version.split('.').slice(0, 2).join('.');

/** Whether the record store speaks the version that we do. */
export function versionFinding(ours: string, about: Answer, listed: Answer): Finding {
  const theirs = versionsOf(about);
  if (theirs?.some((version) => language(version) === language(ours)))
    return ok('version', `${ours} is spoken (${theirs.join(', ')})`);
  const known = theirs?.some((version) => ['1.0', '2.0'].includes(language(version)));
  const advice = known
    ? `Set xapiVersion to ${theirs?.some((version) => language(version) === '1.0') ? '1.0.3' : '2.0.0'}.`
    : 'Update the record store: 1.0.3 or 2.0.0 is needed.';
  if (theirs) return failed('version', `${ours} is not spoken, only ${theirs.join(', ') || 'nothing'}`, advice);
  if (listed.status === 400 && /version/i.test(listed.body))
    return failed('version', `${ours} is refused, ${described(listed)}`, 'Set xapiVersion to 1.0.3 or 2.0.0.');
  return skipped('version', 'the record store does not say which it speaks');
}
