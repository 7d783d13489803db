import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The packages that ours is measured beside. A package of their own, so that nobody who does not measure installs them. */
const PEERS = path.resolve(import.meta.dirname, '../peers');
const LOCK = path.join(PEERS, 'package-lock.json');
const INSTALLED = path.join(PEERS, 'node_modules/.package-lock.json');

/** Installs them unless what is installed is newer than their lock file. */
export function ensurePeers(): void {
  if (existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync(LOCK).mtimeMs) return;
  console.log('Installing bench/peers');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { cwd: PEERS, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`npm ci in ${PEERS} ended with ${status ?? 'a signal'}.`);
}

export const peerFile = (name: string): string => path.join(PEERS, 'node_modules', name);

/** The version of a peer that is installed. */
export function peerVersion(name: string): string {
  const { version } = JSON.parse(readFileSync(peerFile(`${name}/package.json`), 'utf8')) as {
    readonly version: string;
  };
  return version;
}
