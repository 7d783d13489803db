import { duration, extensions } from './formats.js';
import { all, flag, number, shape, text, whole, type Rule } from './rules.js';

const score: Rule = all(
  shape(
    {},
    {
      scaled: number((value) => value >= -1 && value <= 1, 'from -1 to 1'),
      raw: number(),
      min: number(),
      max: number()
    }
  ),
  whole((value, path, report) => {
    const { raw, min, max } = value;
    const above = (a: unknown, b: unknown): boolean => typeof a === 'number' && typeof b === 'number' && a > b;
    if (above(min, max)) report(path, 'min must not be above max');
    if (above(min, raw)) report(path, 'raw must not be below min');
    if (above(raw, max)) report(path, 'raw must not be above max');
  })
);

export const result: Rule = shape({}, { score, success: flag, completion: flag, response: text, duration, extensions });
