import { rmSync } from 'node:fs';

const groups = new Set<number>();
const directories = new Set<string>();

/** What must not outlive this process, however it ends. */
export const litter = {
  /** A process group, by the id of its leader; the returned function says that it is gone. */
  group(pid: number): () => void {
    groups.add(pid);
    return () => void groups.delete(pid);
  },
  directory(path: string): void {
    directories.add(path);
  }
};

export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function sweep(): void {
  for (const pid of groups) killGroup(pid);
  for (const path of directories) {
    // A browser that was killed a moment ago may still be writing.
    rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

/** Once: Ctrl-C ends browsers in groups of their own only if somebody tells them. */
export function sweepAtExit(): void {
  process.once('exit', sweep);
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129]
  ] as const) {
    process.once(signal, () => process.exit(code));
  }
}
