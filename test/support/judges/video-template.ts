import { look } from './look.js';
import { parseSegments } from './played-segments.js';
import { extension, PROFILE, PROFILE_VERSION, TEMPLATES, TYPES, VIDEO_TYPE } from './video-profile.js';
import type { Rule, Template, TemplateName } from './video-profile.js';
import { UUID_V4 } from './look.js';

/** Values that a JSON type alone does not describe. The prose of the profile gives the ranges. */
const VALUES: Readonly<Record<string, (value: never) => boolean>> = {
  length: (n: number) => n > 0,
  time: (n: number) => n >= 0,
  'time-from': (n: number) => n >= 0,
  'time-to': (n: number) => n >= 0,
  progress: (n: number) => n >= 0 && n <= 1,
  volume: (n: number) => n >= 0 && n <= 1,
  'completion-threshold': (n: number) => n >= 0 && n <= 1,
  'session-id': (id: string) => UUID_V4.test(id),
  speed: (speed: string) => /^\d+(\.\d+)?x$/.test(speed),
  'screen-size': (size: string) => /^\d+x\d+$/.test(size),
  'video-playback-size': (size: string) => /^\d+x\d+$/.test(size),
  'played-segments': (text: string) => parseSegments(text) !== undefined
};

/** Whether a statement says that it follows the Video Profile. */
export function isVideoStatement(statement: unknown): boolean {
  return categoriesOf(statement).some((id) => id === PROFILE || id === PROFILE_VERSION);
}

/** All templates with this verb: a statement must satisfy every one of them, which is how profiles are judged. */
export function templatesOf(statement: unknown): readonly TemplateName[] {
  const verb = look(statement, 'verb', 'id');
  return (Object.keys(TEMPLATES) as TemplateName[]).filter((name) => TEMPLATES[name].verb === verb);
}

export function judgeVideoStatement(statement: unknown): string[] {
  const names = templatesOf(statement);
  if (names.length === 0) return [`video: no template has the verb ${String(look(statement, 'verb', 'id'))}`];

  const complaints: string[] = [];
  const need = (right: boolean, what: string) => {
    if (!right) complaints.push(`video: ${names.join('/')}: ${what}`);
  };
  const missing = names
    .flatMap((name) => (TEMPLATES[name] as Template).included)
    .filter((rule) => !has(statement, rule));
  for (const what of new Set(missing.map(({ where, name }) => `${where} ${name} is missing`))) need(false, what);

  for (const [name, { where, type }] of Object.entries(TYPES)) {
    const value = look(statement, where, 'extensions', extension(name));
    if (value === undefined) continue;
    const right = typeof value === type;
    need(right, `${name} is a ${type}, not ${JSON.stringify(value)}`);
    need(!right || VALUES[name]?.(value as never) !== false, `${name} cannot be ${JSON.stringify(value)}`);
    const other = where === 'context' ? 'result' : 'context';
    need(look(statement, other, 'extensions', extension(name)) === undefined, `${name} belongs to the ${where}`);
  }

  const categories = categoriesOf(statement);
  for (const id of [PROFILE, PROFILE_VERSION]) need(categories.includes(id), `category lacks ${id}`);
  need(look(statement, 'object', 'definition', 'type') === VIDEO_TYPE, `the object's type is ${VIDEO_TYPE}`);

  const completion = look(statement, 'result', 'completion');
  if (names.includes('completed')) need(completion === true, 'result.completion is true');
  else need(completion === undefined, 'result.completion is for completed alone');
  return complaints;
}

function has(statement: unknown, { where, name }: Rule): boolean {
  if (where === 'statement') return look(statement, name) !== undefined;
  if (where === 'plain-result') return look(statement, 'result', name) !== undefined;
  return look(statement, where, 'extensions', extension(name)) !== undefined;
}

function categoriesOf(statement: unknown): readonly unknown[] {
  const category = look(statement, 'context', 'contextActivities', 'category');
  return Array.isArray(category) ? category.map((activity) => look(activity, 'id')) : [];
}
