// @ts-check
/** How this page writes times and shares. */

/**
 * Seconds of content as `1:05`, with tenths where a position matters: `1:05.2`.
 * @param {number} seconds
 * @param {number} [decimals]
 */
export function position(seconds, decimals = 0) {
  if (!Number.isFinite(seconds)) return '–';
  const sign = seconds < 0 ? '−' : '';
  const unit = 10 ** decimals;
  const whole = Math.floor(Math.abs(seconds) * unit) / unit;
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = (whole % 60).toFixed(decimals).padStart(decimals ? 3 + decimals : 2, '0');
  return sign + (hours ? `${hours}:${String(minutes).padStart(2, '0')}` : minutes) + ':' + rest;
}

/**
 * A share of 0..1 as a whole percentage. Rounded down, so that 100% is never said early; the last half per cent is
 * what engines leave out when they start.
 * @param {number} share
 */
export const percent = (share) => `${share >= 0.995 ? 100 : Math.floor(share * 100)}%`;

const clockFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** @param {number | string | Date} moment */
export const clock = (moment) => clockFormat.format(new Date(moment));

/**
 * A span of time in words that fit a sentence: `0.4 s`, `12 s`, `2 min 5 s`.
 * @param {number} milliseconds
 */
export function span(milliseconds) {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds % 60);
  return rest ? `${minutes} min ${rest} s` : `${minutes} min`;
}
