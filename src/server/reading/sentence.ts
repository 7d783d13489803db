import type { Mistake } from '../../schema/reader.js';
import { shown } from '../../schema/shown.js';

/** A mistake as one line of a log has it: where, what was expected, and what was got. */
export function sentenceOf({ path, what, expected, got, known, near }: Mistake): string {
  const meant = near ? `, did you mean ${near}?` : '.';
  if (known && !expected) return `${path}: unknown${meant} There are ${known.join(', ')}`;
  const wanted = expected ? `${got === undefined ? 'missing, ' : ''}expected ${expected}` : what;
  return `${path}: ${wanted}${got === undefined ? '' : `, got ${shown(got)}`}${near ? `; did you mean ${near}?` : ''}`;
}
