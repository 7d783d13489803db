import { isObject, look, UUID, walk } from './look.js';

interface Change {
  readonly what: string;
  readonly broken: (statement: unknown) => boolean;
}

// RFC 3339, section 5.6: one profile of ISO 8601, always with seconds and a zone, and "-00:00" means "zone unknown".
const RFC3339 =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
// ISO 8601 also allows weeks mixed with the rest; 2.0 wants them alone.
const DURATION = /^P(\d+W|(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)$/;

const present = (value: unknown) => value !== undefined;
const anyOf = (value: unknown, test: (value: unknown) => boolean) => present(value) && !test(value);

/** What IEEE 9274.1.1 (xAPI 2.0) asks of a statement beyond 1.0.3, and what it knows that a 1.0.3 store refuses. */
export const XAPI_2: readonly Change[] = [
  {
    what: 'timestamp is RFC 3339 (1.0.3: any ISO 8601), and -00:00 is no zone',
    broken: (s) => anyOf(look(s, 'timestamp'), (t) => typeof t === 'string' && RFC3339.test(t) && !t.endsWith('-00:00'))
  },
  {
    what: 'ids and registration are UUIDs of RFC 4122, variant bits included',
    broken: (s) =>
      [look(s, 'id'), look(s, 'context', 'registration')].some((id) =>
        anyOf(id, (uuid) => typeof uuid === 'string' && UUID.test(uuid))
      )
  },
  {
    what: 'version, when given, is that of the request; a statement for both versions gives none',
    broken: (s) => present(look(s, 'version'))
  },
  {
    what: 'context.contextAgents and context.contextGroups are new; a statement for both versions has neither',
    broken: (s) => present(look(s, 'context', 'contextAgents')) || present(look(s, 'context', 'contextGroups'))
  },
  {
    what: 'context activities are arrays (1.0.3 tolerates a single object)',
    broken: (s) => {
      const activities = look(s, 'context', 'contextActivities');
      return isObject(activities) && Object.values(activities).some((list) => !Array.isArray(list));
    }
  },
  {
    what: 'result.duration is one ISO 8601 duration',
    broken: (s) => anyOf(look(s, 'result', 'duration'), (d) => typeof d === 'string' && DURATION.test(d))
  },
  {
    what: 'revision and platform only where the object is an activity',
    broken: (s) => {
      const type = look(s, 'object', 'objectType') ?? 'Activity';
      const said = [look(s, 'context', 'revision'), look(s, 'context', 'platform')].some(present);
      return said && type !== 'Activity';
    }
  },
  {
    what: 'no null outside extensions',
    broken: (s) => [...walk(s)].some(({ path, value }) => value === null && !/(^|\.)extensions(\.|$)/.test(path))
  }
];

export function judgeXapi2(statement: unknown): string[] {
  return XAPI_2.filter(({ broken }) => broken(statement)).map(({ what }) => `2.0: ${what}`);
}
