// @ts-check
/** One statement in one line: verb and detail. Pure. */
import { position } from './time.js';

/** @typedef {import('../../src/xapi/statement.js').Statement} Statement */

const V = 'https://w3id.org/xapi/video/extensions/';
const K = 'http://tincan-definitions.kaltura.com/extensions/';
const PROGRESS = 'https://w3id.org/xapi/cmi5/result/extensions/progress';
const PROFILE = 'https://w3id.org/xapi/video';

/** @param {unknown} value */
const number = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

/** @param {Statement} statement */
export function verb({ verb }) {
  const display = Object.values(verb.display ?? {})[0];
  return display ?? verb.id.slice(verb.id.lastIndexOf('/') + 1);
}

/** @param {Statement} statement */
export const isProfile = ({ context }) =>
  Boolean(context?.contextActivities?.category?.some(({ id }) => id.replace(/\/$/, '') === PROFILE));

/** @param {Statement} statement */
export const isFinished = ({ result }) => result?.completion === true;

/**
 * What the row says after the verb, piece by piece.
 * @param {Statement} statement
 */
export function details({ result, context }) {
  const told = result?.extensions ?? {};
  const around = context?.extensions ?? {};
  const pieces = [];
  const from = number(told[`${V}time-from`]);
  const to = number(told[`${V}time-to`]);
  const time = number(told[`${V}time`]);
  const progress = number(told[PROGRESS]);
  const slower = number(told[`${K}speedFrom`]);
  const faster = number(told[`${K}speedTo`]);
  if (progress !== undefined) pieces.push(`${progress}%`);
  if (from !== undefined && to !== undefined) pieces.push(`${position(from)} → ${position(to)}`);
  else if (time !== undefined) pieces.push(position(time));
  if (slower !== undefined && faster !== undefined) pieces.push(`${slower}× → ${faster}×`);
  else if (typeof around[`${V}speed`] === 'string' && result) pieces.push(String(around[`${V}speed`]));
  return pieces;
}
