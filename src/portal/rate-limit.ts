/** This many declared events may be said at once, and then one a second: no person does more, and no page needs more. */
export const MOST_AT_ONCE = 60;

const SECOND = 1000;

/** A token bucket: gives whether one more may be said at `now`, in milliseconds. */
export function rateLimit(): (now: number) => boolean {
  let left = MOST_AT_ONCE;
  let before: number | undefined;
  return (now) => {
    left = Math.min(MOST_AT_ONCE, left + (now - (before ?? now)) / SECOND);
    before = now;
    if (left < 1) return false;
    left--;
    return true;
  };
}
