import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** Starts a program of this folder as a process of its own. */
export const start = (name: string, ...args: readonly string[]): ChildProcess =>
  spawn(
    process.execPath,
    ['-r', 'tsx/cjs', '-r', join(__dirname, '../../support/version.cjs'), join(__dirname, name), ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] }
  );

/** Resolves when it has said what is waited for, with all that it has said; rejects if it ends before. */
export function said(child: ChildProcess, isEnough: (text: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (isEnough(text)) resolve(text);
    });
    child.on('close', (code) => reject(new Error(`it ended (${code}) after saying ${text}`)));
  });
}

/** Resolves with all that it says until its end. */
export function whole(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.on('close', () => resolve(text));
  });
}

export const kill = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
