export type FormValue = string | number | boolean;

/**
 * `a=1&b=x%20y`, form-encoded; what is undefined is left out, and `true` is 1. Never a plus for a space: those who read
 * these addresses out of access logs may not know it. Halves of a surrogate pair become U+FFFD instead of an exception.
 */
export function form(fields: Readonly<Record<string, FormValue | undefined>>): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(typeof value === 'boolean' ? Number(value) : value)]]
  );
  return new URLSearchParams(pairs).toString().replace(/\+/g, '%20');
}
