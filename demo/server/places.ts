import { join } from 'node:path';

/** The folder of the package, two above this one. */
export const PROJECT = join(__dirname, '..', '..');
