import { InvalidArgumentError } from 'commander';
import { isCalendarDay } from '../reading/calendar-day.js';

const DAY = 86_400_000;

const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

function read(text: string, end: number): number {
  const moment = (DATE.test(text) || TIME.test(text)) && isCalendarDay(text.slice(0, 10)) ? Date.parse(text) : NaN;
  if (Number.isNaN(moment))
    throw new InvalidArgumentError('Expected a day, such as 2026-01-31, or a time with a zone, 2026-01-31T12:00:00Z.');
  return DATE.test(text) ? moment + end : moment;
}

/** Milliseconds since 1970; of a day its beginning in UTC. */
export const beginning = (text: string): number => read(text, 0);

/** The same, of a day its end. */
export const ending = (text: string): number => read(text, DAY - 1000);
