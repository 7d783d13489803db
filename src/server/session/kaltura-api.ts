import type { Reply, Send } from '../../delivery/ports.js';
import { withoutSlashes } from '../../settings/endpoint.js';
import { form, type FormValue } from '../../kaltura/form.js';
import { FORM_HEADERS } from '../../kaltura/ks-credential.js';
import { mask } from '../../delivery/redact.js';

/** Where api_v3 is when nobody says otherwise. */
export const KALTURA = 'https://www.kaltura.com/api_v3';

/** Fields whose values nobody may read, whoever quotes them. */
const SECRET: readonly string[] = ['secret', 'token', 'tokenHash', 'ks', 'session'];

/**
 * - `exception`: Kaltura refused, and says why.
 * - `busy`: it works, and not now (5xx, 429, ACTION_BLOCKED).
 * - `silent`: no answer.
 * - `stranger`: something else than api_v3 answers.
 */
export type KalturaFailure = 'exception' | 'busy' | 'silent' | 'stranger';

/** A call to api_v3 that gave nothing. Its words hold no secret. */
export class KalturaApiError extends Error {
  public override readonly name = 'KalturaApiError';

  public constructor(
    /** `session.start`. */
    public readonly action: string,
    public readonly failure: KalturaFailure,
    /** Kaltura's own code, of an exception. */
    public readonly code: string | undefined,
    /** What was answered, in short. */
    public readonly said: string
  ) {
    super(`${action}: ${code === undefined ? '' : `${code}: `}${said}`);
  }
}

/** Calls one action of api_v3 and gives what it answers, parsed. Rejects with a `KalturaApiError`. */
export type KalturaApi = (action: string, fields: Readonly<Record<string, FormValue | undefined>>) => Promise<unknown>;

const isException = (value: unknown): value is { readonly code?: unknown; readonly message?: unknown } =>
  typeof value === 'object' && value !== null && 'objectType' in value && value.objectType === 'KalturaAPIException';

/** Without markup, on one line. */
const words = (body: string): string =>
  body
    .replace(/(<[^<>]*>|\s)+/g, ' ')
    .trim()
    .slice(0, 200);

/** What the system says where a port tells it: ` (ECONNREFUSED)`. */
const causeOf = ({ cause }: Reply): string => (cause === undefined ? '' : ` (${cause})`);

function parse(body: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body) as unknown };
  } catch {
    return undefined;
  }
}

/** @param serviceUrl with `/api_v3`, as in https://www.kaltura.com/api_v3 */
export function createKalturaApi(serviceUrl: string, send: Send): KalturaApi {
  const base = withoutSlashes(serviceUrl.trim());
  return async (action, fields) => {
    const [service = '', name = ''] = action.split('.');
    const url = `${base}/service/${service}/action/${name}`;
    const body = form({ ...fields, format: 1 });
    const reply = await send({ url, method: 'POST', headers: FORM_HEADERS, body });
    const secrets = SECRET.map((field) => String(fields[field] ?? ''));
    const fail = (failure: KalturaFailure, code: string | undefined, said: string): KalturaApiError =>
      new KalturaApiError(action, failure, code, mask(said, secrets));

    const { status } = reply;
    if (status === 429 || (status > 499 && status !== 501)) throw fail('busy', undefined, `HTTP ${status}`);
    if (reply.redirected || (status > 299 && status < 400)) throw fail('stranger', undefined, 'redirected');
    if (!status) throw fail('silent', undefined, `no answer${causeOf(reply)}`);
    const parsed = parse(reply.body);
    if (isException(parsed?.value)) {
      const { code, message } = parsed.value;
      const failure = code === 'ACTION_BLOCKED' ? 'busy' : 'exception';
      throw fail(failure, String(code), words(String(message)));
    }
    if (status !== 200 || !parsed) throw fail('stranger', undefined, `HTTP ${status}: ${words(reply.body)}`);
    return parsed.value;
  };
}
