import { activity } from './activity.js';
import { actor, agent, authority, group } from './actors.js';
import { context, context2, statementRef } from './context.js';
import { iri, languageMap, mediaType, sha2, timestamp, timestamp2, uuid } from './formats.js';
import { result } from './result.js';
import { all, form, has, isObject, listOf, number, oneOf, shape, whole, type Rule } from './rules.js';

export type Edition = '1.0' | '2.0';

export interface Problem {
  readonly path: string;
  readonly message: string;
}

export const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';

const verb = shape({ id: iri }, { display: languageMap });

// Bytes of an attachment travel in multipart/mixed, which this store does not read, so each needs its own address.
const attachment = shape(
  {
    usageType: iri,
    display: languageMap,
    contentType: mediaType,
    length: number((value) => Number.isInteger(value) && value >= 0, 'a whole number'),
    sha2,
    fileUrl: iri
  },
  { description: languageMap }
);

/** What must hold between the parts of a statement, and of a sub-statement too. */
const between = whole((value, path, report) => {
  const { verb: said, object, context: around } = value;
  const type = isObject(object) ? (object['objectType'] ?? 'Activity') : 'Activity';
  if (isObject(said) && said['id'] === VOIDED && type !== 'StatementRef') {
    report(`${path}.object`, 'must be a StatementRef, since the verb is voided');
  }
  if (!isObject(around) || type === 'Activity') return;
  for (const name of ['revision', 'platform']) {
    if (has(around, name))
      report(`${path}.context.${name}`, `is for Activities only, and the object is ${JSON.stringify(type)}`);
  }
});

function build(edition: Edition): Rule {
  const when = edition === '1.0' ? timestamp : timestamp2;
  const plain: Readonly<Record<string, Rule>> = {
    Activity: activity,
    Agent: agent,
    Group: group,
    StatementRef: statementRef
  };
  const object =
    (kinds: Readonly<Record<string, Rule>>): Rule =>
    (value, path, report) => {
      const type = isObject(value) ? (value['objectType'] ?? 'Activity') : 'Activity';
      const rule = typeof type === 'string' && has(kinds, type) ? kinds[type] : undefined;
      if (rule === undefined) report(`${path}.objectType`, `must be one of ${Object.keys(kinds).join(', ')}`);
      else rule(value, path, report);
    };
  const optional = {
    result,
    context: edition === '1.0' ? context : context2,
    timestamp: when,
    attachments: listOf(attachment)
  };
  const sub = all(shape({ objectType: oneOf('SubStatement'), actor, verb, object: object(plain) }, optional), between);
  const version =
    edition === '1.0'
      ? form('1.0 or 1.0.x', (value) => /^1\.0(\.\d+)?$/.test(value))
      : form('1.0.x or 2.0.x', (value) => /^[12]\.0(\.\d+)?$/.test(value));
  return all(
    shape(
      { actor, verb, object: object({ ...plain, SubStatement: sub }) },
      { ...optional, id: uuid, stored: when, authority, version }
    ),
    between
  );
}

const rules: Readonly<Record<Edition, Rule>> = { '1.0': build('1.0'), '2.0': build('2.0') };

/** Everything that is wrong with a statement; nothing when it is valid. */
export function validateStatement(statement: unknown, edition: Edition = '1.0', path = 'statement'): Problem[] {
  const problems: Problem[] = [];
  rules[edition](statement, path, (at, message) => problems.push({ path: at, message }));
  return problems;
}
