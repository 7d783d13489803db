import { readFilter, readFlag } from './filter.js';
import { json, Refusal, type Reply } from './reply.js';
import type { Kept, Store } from './store.js';
import { uuidPattern } from '../../src/server/validate/formats.js';
import type { Edition } from '../../src/server/validate/statement.js';

const LISTED = [
  'agent',
  'verb',
  'activity',
  'registration',
  'related_activities',
  'related_agents',
  'since',
  'until',
  'limit',
  'ascending'
];
const ANYWHERE = ['format', 'attachments'];
/** Ours: where the page before ended. */
const CURSOR = 'cursor';
const MOST = 500;

function checkParams(params: URLSearchParams): 'statementId' | 'voidedStatementId' | undefined {
  const single = (['statementId', 'voidedStatementId'] as const).filter((name) => params.has(name));
  const [first] = single;
  for (const name of params.keys()) {
    if (![...LISTED, ...ANYWHERE, ...single, CURSOR].includes(name)) {
      throw new Refusal(400, `the parameter ${JSON.stringify(name)} is unknown`);
    }
    if (params.getAll(name).length > 1) throw new Refusal(400, `the parameter ${name} is given twice`);
    if (first !== undefined && name !== first && !ANYWHERE.includes(name)) {
      throw new Refusal(400, `the parameter ${name} does not go with ${first}`);
    }
  }
  if (!['exact', 'canonical'].includes(params.get('format') ?? 'exact')) {
    throw new Refusal(400, 'this store answers in the formats exact and canonical');
  }
  if (readFlag(params, 'attachments')) throw new Refusal(400, 'this store keeps no attachments');
  return first;
}

function readCount(params: URLSearchParams, name: string): number {
  const value = params.get(name) ?? '0';
  if (!/^\d{1,9}$/.test(value)) throw new Refusal(400, `the parameter ${name} must be a whole number, 0 or more`);
  return Number(value);
}

function one(kept: Kept, headers: Readonly<Record<string, string>>): Reply {
  return json(200, kept.statement, { ...headers, 'Last-Modified': new Date(kept.storedAt).toUTCString() });
}

export function getStatements(store: Store, edition: Edition, path: string, params: URLSearchParams): Reply {
  const single = checkParams(params);
  const headers = { 'X-Experience-API-Consistent-Through': new Date(store.options.now()).toISOString() };
  if (single !== undefined) {
    const id = params.get(single) ?? '';
    if (!uuidPattern.test(id)) throw new Refusal(400, `the parameter ${single} must be a UUID`);
    const kept = store.find(id);
    if (kept === undefined || store.isVoided(kept) !== (single === 'voidedStatementId')) {
      throw new Refusal(404, `no such statement for ${single}`, {}, headers);
    }
    return one(kept, headers);
  }

  const filter = readFilter(params, edition);
  const ascending = readFlag(params, 'ascending');
  const asked = readCount(params, 'limit');
  const limit = asked === 0 ? MOST : Math.min(asked, MOST);
  const cursor = params.has(CURSOR) ? readCount(params, CURSOR) : undefined;
  const found = store.all().filter((kept) => !store.isVoided(kept) && filter(kept));
  if (!ascending) found.reverse();
  const rest = cursor === undefined ? found : found.filter(({ seq }) => (ascending ? seq > cursor : seq < cursor));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  let more = '';
  if (rest.length > page.length && last !== undefined) {
    const next = new URLSearchParams(params);
    next.set(CURSOR, String(last.seq));
    more = `${path}?${next.toString()}`;
  }
  return json(200, { statements: page.map(({ statement }) => statement), more }, headers);
}
