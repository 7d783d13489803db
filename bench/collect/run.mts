import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Ran {
  readonly seconds: number;
  /** Of memory, at most. */
  readonly megabytes: number;
  readonly stdout: string;
}

/** Runs a program to its end as a process of its own. Rejects where it fails. */
export function run(program: readonly string[], folder: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  const rss = path.join(folder, 'rss');
  rmSync(rss, { force: true });
  const began = performance.now();
  const child = spawn(process.execPath, ['--require', './bench/collect/rss.cjs', ...program], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', BENCH_RSS: rss, ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      const seconds = (performance.now() - began) / 1000;
      if (code !== 0) return reject(new Error(`${program.join(' ')} ended with ${code}: ${stderr}`));
      resolve({ seconds, megabytes: Number(readFileSync(rss, 'utf8')) / 1024, stdout });
    });
  });
}
