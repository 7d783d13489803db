import { Refusal } from './reply.js';
import type { Kept } from './store.js';
import { agent, group, IDENTIFIERS } from '../../src/server/validate/actors.js';
import { iri, timestamp, timestamp2, uuid } from '../../src/server/validate/formats.js';
import { isObject, type JsonObject, type Rule } from '../../src/server/validate/rules.js';
import type { Edition } from '../../src/server/validate/statement.js';

export type Filter = (kept: Kept) => boolean;

function objects(...values: readonly unknown[]): JsonObject[] {
  return values.flat().filter(isObject);
}

/** One text per identifier, equal when two actors are the same person. */
function identity(actor: JsonObject): string | undefined {
  const name = IDENTIFIERS.find((identifier) => actor[identifier] !== undefined);
  if (name === undefined) return undefined;
  const value = actor[name];
  return isObject(value) ? JSON.stringify([name, value['homePage'], value['name']]) : JSON.stringify([name, value]);
}

function withMembers(actors: readonly JsonObject[]): JsonObject[] {
  return actors.flatMap((actor) => [actor, ...objects(actor['member'])]);
}

function actorsOf(statement: JsonObject, related: boolean): JsonObject[] {
  const direct = objects(statement['actor'], statement['object']);
  if (!related) return withMembers(direct);
  const context = objects(statement['context']);
  const around = context.flatMap((inner) => [
    ...objects(inner['instructor'], inner['team']),
    ...objects(inner['contextAgents'], inner['contextGroups']).flatMap((one) => objects(one['agent'], one['group']))
  ]);
  const inside = objects(statement['object']).flatMap((object) =>
    object['objectType'] === 'SubStatement' ? actorsOf(object, true) : []
  );
  return withMembers([...direct, ...objects(statement['authority']), ...around, ...inside]);
}

function activitiesOf(statement: JsonObject, related: boolean): unknown[] {
  const object = objects(statement['object']);
  const direct = object.filter((one) => (one['objectType'] ?? 'Activity') === 'Activity').map((one) => one['id']);
  if (!related) return direct;
  const lists = objects(statement['context']).flatMap((context) => objects(context['contextActivities']));
  const around = lists.flatMap((list) =>
    Object.values(list).flatMap((value) => objects(value).map((one) => one['id']))
  );
  const inside = object.flatMap((one) => (one['objectType'] === 'SubStatement' ? activitiesOf(one, true) : []));
  return [...direct, ...around, ...inside];
}

function check(name: string, value: unknown, rule: Rule): void {
  const found: string[] = [];
  rule(value, `the parameter ${name}`, (path, message) => found.push(`${path} ${message}`));
  if (found.length > 0) throw new Refusal(400, found.join('; '));
}

function readActor(value: string): JsonObject {
  let actor: unknown;
  try {
    actor = JSON.parse(value);
  } catch {
    throw new Refusal(400, 'the parameter agent is not JSON');
  }
  check('agent', actor, isObject(actor) && actor['objectType'] === 'Group' ? group : agent);
  return isObject(actor) ? actor : {};
}

/** ISO 8601 has forms that are valid and that JavaScript does not read. */
function readMoment(name: string, value: string): number {
  const moment = Date.parse(value);
  if (Number.isNaN(moment)) throw new Refusal(400, `write the parameter ${name} as 2026-01-31T12:00:00Z`);
  return moment;
}

export function readFlag(params: URLSearchParams, name: string): boolean {
  const value = params.get(name) ?? 'false';
  if (value !== 'true' && value !== 'false') throw new Refusal(400, `the parameter ${name} must be true or false`);
  return value === 'true';
}

/** What a GET asked for, as one test per statement. */
export function readFilter(params: URLSearchParams, edition: Edition): Filter {
  const tests: Filter[] = [];
  const given = (name: string, rule: Rule | undefined, test: (value: string) => Filter): void => {
    const value = params.get(name);
    if (value === null) return;
    if (rule !== undefined) check(name, value, rule);
    tests.push(test(value));
  };
  const relatedAgents = readFlag(params, 'related_agents');
  const relatedActivities = readFlag(params, 'related_activities');
  const when = edition === '1.0' ? timestamp : timestamp2;

  given('agent', undefined, (value) => {
    const wanted = identity(readActor(value));
    return ({ statement }) =>
      wanted !== undefined && actorsOf(statement, relatedAgents).some((one) => identity(one) === wanted);
  });
  given(
    'verb',
    iri,
    (value) =>
      ({ statement }) =>
        objects(statement['verb']).some((verb) => verb['id'] === value)
  );
  given(
    'activity',
    iri,
    (value) =>
      ({ statement }) =>
        activitiesOf(statement, relatedActivities).includes(value)
  );
  given(
    'registration',
    uuid,
    (value) =>
      ({ statement }) =>
        objects(statement['context']).some(
          (context) => String(context['registration']).toLowerCase() === value.toLowerCase()
        )
  );
  given('since', when, (value) => {
    const bound = readMoment('since', value);
    return ({ storedAt }) => storedAt > bound;
  });
  given('until', when, (value) => {
    const bound = readMoment('until', value);
    return ({ storedAt }) => storedAt <= bound;
  });
  return (kept) => tests.every((test) => test(kept));
}
