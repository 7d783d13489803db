import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '../../..');
export const BUNDLE = path.join(ROOT, 'dist/playkit-xapi.js');
export const PLAYER = '@playkit-js/kaltura-player-js';

/** Resolves as a file of this package does, its own name included. */
export const requireHere = createRequire(path.join(ROOT, 'package.json'));

export const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
};

/** What the bundle needs of the player's module, and who registered. */
export function stubPlayer() {
  const registered: { readonly name: string; readonly plugin: unknown }[] = [];
  const registerPlugin = (name: string, plugin: unknown): boolean => registered.push({ name, plugin }) > 0;
  return { registered, module: { registerPlugin, BasePlugin: class {}, core: { registerPlugin } } };
}

/** Makes require() give `exports` for a module, and the bundle be loaded anew, until the returned function is called. */
export function replaceModule(file: string, exports: unknown): () => void {
  const { cache } = requireHere;
  const before = new Map([file, BUNDLE].map((key) => [key, cache[key]] as const));
  const set = (key: string, module: unknown) => Object.assign(cache, { [key]: module });
  set(file, { id: file, filename: file, loaded: true, exports });
  set(BUNDLE, undefined);
  return () => before.forEach((module, key) => set(key, module));
}

/** Runs a script as a browser would, with `scope` as its global names. */
export function runScript(file: string, scope: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(scope);
  // `exports` and `module` are hidden, as they are on a page.
  const hidden = ['exports', 'module', 'require', 'define'].filter((name) => !names.includes(name));
  const run = new Function(...names, ...hidden, readFileSync(file, 'utf8')) as (...args: unknown[]) => void;
  run(...names.map((name) => scope[name]));
}
