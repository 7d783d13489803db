import { isObject, look, UUID_V4, walk } from './look.js';

/** What this package promises of each of its statements beyond what xAPI asks (docs/statements.md). */
export function judgeHouseRules(statement: unknown): string[] {
  const complaints: string[] = [];
  const need = (right: boolean, what: string) => {
    if (!right) complaints.push(`house: ${what}`);
  };

  const id = look(statement, 'id');
  need(typeof id === 'string' && UUID_V4.test(id), 'id is a UUID v4');

  const timestamp = look(statement, 'timestamp');
  need(typeof timestamp === 'string' && isMoment(timestamp), 'timestamp is what toISOString writes');

  for (const key of ['version', 'stored', 'authority']) {
    need(look(statement, key) === undefined, `${key} is the record store's to set`);
  }
  need(isObject(look(statement, 'context')), 'there is a context');

  const identities = ['mbox', 'mbox_sha1sum', 'openid', 'account'];
  const given = identities.filter((key) => look(statement, 'actor', key) !== undefined);
  need(given.length === 1, `the actor has one identifier, not ${given.length} (${given.join(', ')})`);

  for (const { path, value } of walk(statement)) {
    if (typeof value !== 'number') continue;
    need(Number.isFinite(value), `${path} is a finite number, not ${value}`);
    need(Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6, `${path} has 3 decimals at most, not ${value}`);
  }
  return complaints;
}

function isMoment(timestamp: string): boolean {
  const time = Date.parse(timestamp);
  return !Number.isNaN(time) && new Date(time).toISOString() === timestamp;
}
