import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { within } from './deadline.js';
import { killGroup, litter } from './litter.js';

/** A browser's processes. */
export interface Program {
  /** Resolves with the first line that it writes to its standard error and that matches. */
  line(pattern: RegExp): Promise<string>;
  /** SIGKILL, to all of them, now. Resolves when the first one is gone. */
  kill(): Promise<void>;
}

export function start(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Program {
  // A group of its own, so that helpers of the browser die with it.
  const child = spawn(file, args, {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env }
  });
  const { pid } = child;
  const gone = pid === undefined ? () => undefined : litter.group(pid);
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  const exit = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => {
      gone();
      resolve();
    });
  });
  return {
    line(pattern) {
      const found = new Promise<string>((resolve, reject) => {
        const look = (): void => {
          const [line] = pattern.exec(said) ?? [];
          if (line !== undefined) resolve(line);
        };
        child.stderr.on('data', look);
        void exit.then(() => reject(new Error(`${path.basename(file)} ended: ${said.slice(-500)}`)));
        look();
      });
      return within(found, `${path.basename(file)} to start`);
    },
    async kill() {
      if (pid !== undefined) killGroup(pid);
      await within(exit, `${path.basename(file)} to be gone`);
    }
  };
}

/** A directory for one browser's profile. */
export function newProfile(engine: string): string {
  const directory = mkdtempSync(path.join(tmpdir(), `playkit-xapi-faults-${engine}-`));
  litter.directory(directory);
  return directory;
}
