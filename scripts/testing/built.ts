import { isBuilt } from './is-built.js';
import { runNode } from './run.js';

/** Some specs look at the built package. Builds it unless it is newer than everything that it is made of. */
export async function ensureBuilt(): Promise<boolean> {
  return isBuilt() || (await runNode('tsx/cli', ['scripts/build.ts'], { title: 'Building dist/' })) === 0;
}
