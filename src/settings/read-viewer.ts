import type { Viewer } from '../events/viewer.js';
import { isObject } from '../schema/kinds.js';
import { mergeLayers } from './layers.js';
import { toProblem } from './problems.js';
import { readUser } from './rules.js';
import type { Problem } from './settings.js';

/**
 * Who watches, of layers that say it, weakest first: as `readSettings` reads it, for those who read the same settings for many
 * viewers.
 */
export function readViewer(layers: readonly unknown[]): {
  readonly viewer: Viewer;
  readonly problems: readonly Problem[];
} {
  const said = layers.filter(isObject).map(({ user, userId }) => ({ user, userId }));
  const problems: Problem[] = [];
  const { user } = mergeLayers(said);
  const viewer = readUser(user, 'user', (mistake) => void problems.push(toProblem(mistake))) ?? {};
  return { viewer, problems };
}
