import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Check } from '../doctor/check.js';
import { examine } from '../doctor/doctor.js';
import { linesOf, summaryOf } from '../doctor/lines.js';
import { createProbe } from '../doctor/probe.js';
import { addConfigOptions, ENVIRONMENT } from './config-options.js';
import { checkDestinations, configOf, type ConfigOptions } from './config.js';
import { EXIT, type Io } from './io.js';
import { seconds } from './numbers.js';
import { writeLine } from './write-line.js';

interface DoctorOptions extends ConfigOptions {
  readonly writeTest?: boolean;
  readonly json?: boolean;
  readonly patience: number;
}

const EXAMPLE = `
Examples:
  $ playkit-js-xapi doctor --settings settings.json
  $ playkit-js-xapi doctor --settings settings.json --write-test

Exit code: 0 all is fine, 1 command line or settings, 2 something is wrong.
${ENVIRONMENT}`;

async function run(options: DoctorOptions, io: Io): Promise<void> {
  const config = configOf(options, io.env);
  checkDestinations(config);
  const { writeTest = false, json = false } = options;
  const patience = options.patience * 1000;
  const ports = { probe: createProbe(patience), patience, uuid: randomUUID, now: Date.now, writeTest };
  const checks: Check[] = [];
  for await (const check of examine(config, ports)) {
    checks.push(check);
    if (!json) for (const line of linesOf(check, io.stdout.isTTY === true)) await writeLine(io.stdout, line);
  }
  await writeLine(io.stdout, json ? JSON.stringify(checks, null, 2) : summaryOf(checks));
  io.exit(checks.some(({ state }) => state === 'failed') ? EXIT.broken : EXIT.done);
}

/** `doctor`: tests each destination, and says which of DNS, TLS, address, version, key and permission is wrong. */
export function addDoctor(program: Command, io: Io): void {
  addConfigOptions(program.command('doctor'))
    .description('tests each destination, and says what is wrong and what to do')
    .option('--write-test', 'writes one marked statement to the record store, and voids it')
    .option('--json', 'prints all checks as one JSON array')
    .option('--patience <seconds>', 'how long an answer may take', seconds, 15)
    .addHelpText('after', EXAMPLE)
    .action((options: DoctorOptions) => run(options, io));
}
