import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '../..');
const require = createRequire(path.join(ROOT, 'package.json'));

/** A directory of this run's own. */
export const scratch = mkdtempSync(path.join(tmpdir(), 'playkit-xapi-test-'));

/** Longer than any runner should take; one that hangs must not hang CI with it. */
const LIMIT = 15 * 60_000;

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** A line above what it says. */
  readonly title?: string;
  /** Keep what it says until it is done, because others run beside it. */
  readonly keep?: boolean;
}

/** Runs a command in the project's root; resolves with its exit code. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  const { env = {}, title, keep = false } = options;
  const heading = title === undefined ? '' : `\n${title}\n`;
  if (!keep) process.stdout.write(heading);
  return new Promise((resolve) => {
    const said: Buffer[] = [Buffer.from(heading)];
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: keep ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      timeout: LIMIT
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => said.push(data));
    child.on('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.on('close', (code) => {
      if (keep) process.stdout.write(Buffer.concat(said));
      resolve(code ?? 1);
    });
  });
}

/** Runs the command line of an installed package, by the path of its script, with this Node. */
export function runNode(script: string, args: readonly string[], options?: RunOptions): Promise<number> {
  return run(process.execPath, [require.resolve(script), ...args], options);
}
