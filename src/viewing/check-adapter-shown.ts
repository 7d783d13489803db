import { stringify } from '../stringify.js';

/** A value as an author of an adapter knows it again: texts in quotes, objects by their kind. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return stringify(value.slice(0, 60));
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value ? 'an object' : String(value);
}
