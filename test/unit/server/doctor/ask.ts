import type { CollectorConfig } from '../../../../src/server/collector/collector-types.js';
import type { Check } from '../../../../src/server/doctor/check.js';
import { examine } from '../../../../src/server/doctor/doctor.js';
import { createProbe } from '../../../../src/server/doctor/probe.js';
import { randomUUID } from 'node:crypto';

export const KEY = 'demo-key';
export const SECRET = 'demo-secret';

/** Everything that the doctor says of a configuration, over real connections. */
export async function ask(config: object, writeTest = false): Promise<readonly Check[]> {
  const patience = 5000;
  const ports = { probe: createProbe(patience), patience, uuid: randomUUID, now: Date.now, writeTest };
  const site = { homePage: 'https://site.example' };
  const checks: Check[] = [];
  const all = { directory: 'unused', site, ...config } as CollectorConfig;
  for await (const check of examine(all, ports)) checks.push(check);
  return checks;
}

/** `failed key the record store does not know it … -> Compare …`, of one destination. */
export const told = (checks: readonly Check[], destination: Check['destination']): readonly string[] =>
  checks
    .filter((check) => check.destination === destination)
    .map(({ state, check, says, advice }) => `${state} ${check} ${says}${advice === undefined ? '' : ` -> ${advice}`}`);
