/** Tells what is wrong at a path such as `statements[2].actor.mbox`. */
export type Report = (path: string, message: string) => void;

/** Looks at one value of a statement. `null` never passes: xAPI allows it inside extensions only. */
export type Rule = (value: unknown, path: string, report: Report) => void;

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own keys only, so that `constructor` and the like are no keys. */
export function has(value: object, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(value, key);
}

function kind(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

export const text: Rule = (value, path, report) => {
  if (typeof value !== 'string') report(path, `must be a string, not ${kind(value)}`);
};

export const flag: Rule = (value, path, report) => {
  if (typeof value !== 'boolean') report(path, `must be true or false, not ${kind(value)}`);
};

/** A number, within bounds if there are any. */
export function number(check: (value: number) => boolean = () => true, wanted = 'a number'): Rule {
  return (value, path, report) => {
    if (typeof value !== 'number') report(path, `must be ${wanted}, not ${kind(value)}`);
    else if (!check(value)) report(path, `must be ${wanted}, not ${value}`);
  };
}

/** A string in a certain form. */
export function form(wanted: string, check: (value: string) => boolean): Rule {
  return (value, path, report) => {
    if (typeof value !== 'string') report(path, `must be ${wanted}, not ${kind(value)}`);
    else if (!check(value)) report(path, `must be ${wanted}, not ${JSON.stringify(value.slice(0, 80))}`);
  };
}

/** One of a few words, in exactly this case. */
export function oneOf(...words: readonly string[]): Rule {
  return form(words.map((word) => `"${word}"`).join(' or '), (value) => words.includes(value));
}

export function listOf(rule: Rule, least = 0): Rule {
  return (value, path, report) => {
    if (!Array.isArray(value)) return report(path, `must be an array, not ${kind(value)}`);
    if (value.length < least) report(path, `must have at least ${least} member(s)`);
    value.forEach((member: unknown, index) => rule(member, `${path}[${index}]`, report));
  };
}

/** An object whose keys have a form of their own: language maps, extensions. */
export function mapOf(key: Rule, member: Rule): Rule {
  return (value, path, report) => {
    if (!isObject(value)) return report(path, `must be an object, not ${kind(value)}`);
    for (const [name, inner] of Object.entries(value)) {
      key(name, `${path} key`, report);
      member(inner, `${path}[${JSON.stringify(name)}]`, report);
    }
  };
}

/** An object with these keys and no other; case counts. */
export function shape(required: Readonly<Record<string, Rule>>, optional: Readonly<Record<string, Rule>> = {}): Rule {
  const rules = new Map(Object.entries({ ...optional, ...required }));
  return (value, path, report) => {
    if (!isObject(value)) return report(path, `must be an object, not ${kind(value)}`);
    for (const name of Object.keys(required)) {
      if (!has(value, name)) report(`${path}.${name}`, 'is missing');
    }
    for (const [name, inner] of Object.entries(value)) {
      const rule = rules.get(name);
      if (rule === undefined) report(`${path}.${name}`, 'is an unknown key');
      else rule(inner, `${path}.${name}`, report);
    }
  };
}

/** Every rule in turn. */
export function all(...rules: readonly Rule[]): Rule {
  return (value, path, report) => rules.forEach((rule) => rule(value, path, report));
}

/** A rule about an object as a whole; what is no object has been reported already. */
export function whole(check: (value: JsonObject, path: string, report: Report) => void): Rule {
  return (value, path, report) => {
    if (isObject(value)) check(value, path, report);
  };
}
