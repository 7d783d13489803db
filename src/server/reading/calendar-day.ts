/** Every month has so many days. */
const SHORTEST = '28';

/**
 * Whether a day of the form `2026-01-31` is in the calendar, where `Date.parse` takes it: it takes the 30th of February for the
 * 2nd of March.
 */
export function isCalendarDay(text: string): boolean {
  if (text.slice(-SHORTEST.length) <= SHORTEST) return true;
  const day = Date.parse(text);
  return !Number.isNaN(day) && new Date(day).toISOString().startsWith(text);
}
