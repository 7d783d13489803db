import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from './browser.js';
import { createLonely } from './lonely.js';
import { newProfile, start } from './program.js';

/** @param display the environment of a screen */
export function createWebKit(file: string, display: NodeJS.ProcessEnv): Browser {
  const profile = newProfile('webkit');
  // MiniBrowser keeps its profile where XDG says; without --automation and --private it is on the disk.
  const places = ['XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR', 'HOME'];
  const env = Object.fromEntries(places.map((name) => [name, path.join(profile, name)]));
  for (const directory of Object.values(env)) mkdirSync(directory, { mode: 0o700 });
  return createLonely('webkit', (url) => start(file, ['--autoplay-policy=allow', url], { ...display, ...env }));
}
