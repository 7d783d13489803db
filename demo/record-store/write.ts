import type { Authority } from './auth.js';
import { splitStatements } from './json-text.js';
import { json, Refusal, type Reply } from './reply.js';
import type { Incoming, Store } from './store.js';
import { isObject } from '../../src/server/validate/rules.js';
import { validateStatement, type Edition } from '../../src/server/validate/statement.js';
import { uuidPattern } from '../../src/server/validate/formats.js';

export interface Caller {
  readonly authority: Authority;
  readonly edition: Edition;
  readonly requestId: string;
}

const SHOWN = 10;

function checkType(contentType: string | undefined): void {
  if (!/^application\/json\s*(;|$)/i.test(contentType ?? '')) {
    throw new Refusal(400, `Content-Type must be application/json, not ${JSON.stringify(contentType ?? 'missing')}`);
  }
}

function checkParams(params: URLSearchParams, known: readonly string[]): void {
  for (const name of params.keys()) {
    if (!known.includes(name)) throw new Refusal(400, `the parameter ${JSON.stringify(name)} does not belong here`);
  }
}

function readStatements(body: string, edition: Edition): { list: Incoming[]; single: boolean } {
  const pieces = splitStatements(body);
  const single = !body.trimStart().startsWith('[');
  const problems = pieces.flatMap(({ value }, index) =>
    validateStatement(value, edition, single ? 'statement' : `statements[${index}]`)
  );
  if (problems.length > 0) {
    const shown = problems.slice(0, SHOWN).map(({ path, message }) => `${path} ${message}`);
    throw new Refusal(400, shown.join('; '), { problems: problems.slice(0, SHOWN) });
  }
  const list = pieces.flatMap(({ raw, value }) => (isObject(value) ? [{ raw, value }] : []));
  return { list, single };
}

export function postStatements(
  store: Store,
  caller: Caller,
  request: { readonly params: URLSearchParams; readonly contentType: string | undefined; readonly body: string }
): Reply {
  checkParams(request.params, []);
  checkType(request.contentType);
  const { list } = readStatements(request.body, caller.edition);
  return json(200, store.commit(list, caller.authority, caller.edition, caller.requestId));
}

export function putStatement(
  store: Store,
  caller: Caller,
  request: { readonly params: URLSearchParams; readonly contentType: string | undefined; readonly body: string }
): Reply {
  checkParams(request.params, ['statementId']);
  checkType(request.contentType);
  const wanted = request.params.get('statementId') ?? '';
  if (!uuidPattern.test(wanted)) throw new Refusal(400, 'the parameter statementId must be a UUID');
  const { list, single } = readStatements(request.body, caller.edition);
  const [first] = list;
  if (!single || first === undefined) throw new Refusal(400, 'PUT takes one statement, not an array');
  const id = first.value['id'];
  if (typeof id === 'string' && id.toLowerCase() !== wanted.toLowerCase()) {
    throw new Refusal(400, 'statement.id differs from the parameter statementId');
  }
  store.commit(
    [{ raw: first.raw, value: { ...first.value, id: wanted } }],
    caller.authority,
    caller.edition,
    caller.requestId
  );
  return { status: 204 };
}
