import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

/** What the figures were measured on. Ratios of one run may be compared with those of another; figures may not. */
export function machine(chromium: string): string {
  const [cpu] = cpus();
  const model = cpu?.model.trim() ?? 'an unknown processor';
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return `${model}, ${availableParallelism()} cores, ${memory} GiB, ${platform()} ${release()}, Node ${process.versions.node}, Chromium ${chromium}`;
}

/** On a machine that has others to serve, figures are larger and requests gather more: one must know. */
export const load = (): string => `load average ${(loadavg()[0] ?? 0).toFixed(1)}`;
