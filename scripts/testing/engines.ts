import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Paths of the browsers' programs, where found. */
export interface Engines {
  readonly chromium?: string;
  readonly firefox?: string;
  readonly webkit?: string;
}

export function findEngines(): Engines {
  const chromium = findChromium() ?? (installChromium() ? findChromium() : undefined);
  const firefox = findFirefox();
  const webkit = findWebKit();
  return { ...(chromium && { chromium }), ...(firefox && { firefox }), ...(webkit && { webkit }) };
}

function findChromium(): string | undefined {
  return firstOf(process.env['CHROME_BIN'], [
    ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(onPath),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...windows('Google\\Chrome\\Application\\chrome.exe'),
    ...windows('Chromium\\Application\\chrome.exe')
  ]);
}

function findFirefox(): string | undefined {
  return firstOf(process.env['FIREFOX_BIN'], [
    ...['firefox-esr', 'firefox'].map(onPath),
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    ...windows('Mozilla Firefox\\firefox.exe')
  ]);
}

/** MiniBrowser comes with Debian's webkit2gtk-driver, below a directory of the machine's architecture. */
function findWebKit(): string | undefined {
  const found = process.platform === 'linux' ? below('/usr/lib').flatMap((arch) => below(arch, /^webkit2?gtk-/)) : [];
  return firstOf(process.env['WEBKITGTK_BIN'], [
    onPath('MiniBrowser'),
    ...found.map((directory) => path.join(directory, 'MiniBrowser'))
  ]);
}

/** On a Debian machine of one's own (CI, a container) the engine that every run needs can simply be installed. */
function installChromium(): boolean {
  if (process.env['CHROME_BIN'] || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  console.log('No Chromium found: installing Debian’s.');
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const install = () => spawnSync('apt-get', ['install', '-y', '-q', 'chromium'], quiet as object).status === 0;
  return install() || (spawnSync('apt-get', ['update', '-q'], quiet as object).status === 0 && install());
}

function firstOf(given: string | undefined, candidates: readonly (string | undefined)[]): string | undefined {
  // A path that somebody gave is used or reported, never replaced by another browser.
  if (given) return isProgram(given) ? given : undefined;
  return candidates.find((candidate) => candidate !== undefined && isProgram(candidate));
}

export function onPath(name: string): string | undefined {
  const directories = (process.env['PATH'] ?? '').split(path.delimiter);
  return directories.map((directory) => path.join(directory, name)).find(isProgram);
}

function windows(tail: string): string[] {
  const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name]);
  return roots.filter((root) => root !== undefined).map((root) => path.win32.join(root, tail));
}

function below(directory: string, name = /./): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && name.test(entry.name))
    .map((entry) => path.join(directory, entry.name));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
