import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { openChromium } from './support/chromium.mjs';
import { createGate } from './support/gate.mjs';
import { load, machine } from './support/machine.mjs';
import { showRatio, type Bench, type Line, type Report } from './support/report.mjs';
import { markdownTable, table } from './support/table.mjs';

/**
 * `npm run bench` runs all and writes bench/RESULTS.md; `npm run bench -- start cost` runs some and writes nothing; `--short` shows
 * that they run, as CI does. Ends with 1 where a bench fails or ours lost something: never because something is slow.
 */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  size: async () => (await import('./size.mjs')).size,
  start: async () => (await import('./start.mjs')).start,
  cost: async () => (await import('./cost.mjs')).cost,
  viewing: async () => (await import('./viewing.mjs')).viewing,
  watched: async () => (await import('./watched.mjs')).watched,
  growth: async () => (await import('./growth.mjs')).growth,
  storage: async () => (await import('./storage.mjs')).storage,
  delivery: async () => (await import('./delivery.mjs')).delivery,
  collect: async () => (await import('./collect.mjs')).collect
};
const RESULTS = path.join(import.meta.dirname, 'RESULTS.md');

const INTRO = `\
Everything was measured in one run on one machine. Each figure is a cost (bytes, time, requests, seconds off the truth), and each ratio is
ours divided by theirs: below 1 is better for ours. Compare ratios; figures are the machine's.`;

interface Found {
  readonly title: string;
  readonly seconds: number;
  readonly report: Report;
}

const HEAD = ['ours / theirs', 'what', 'ours', 'theirs', 'beside'];
const cells = ({ what, ours, beside, theirs, ratio }: Line): string[] => [showRatio(ratio), what, ours, theirs, beside];

function text({ title, seconds, report }: Found, short: boolean): string {
  const { lines, how, detail = '', wrong } = report;
  const parts = [
    `== ${title} (${seconds.toFixed(0)} s)`,
    table(HEAD, lines.map(cells), 5),
    ...(short ? [] : [how, detail])
  ];
  return [...parts, ...(wrong ? [`FAILED: ${wrong}`] : [])].filter(Boolean).join('\n\n');
}

function results(found: readonly Found[], on: string): string {
  const rows = found.flatMap(({ report }) => report.lines.map(cells));
  const details = found.map(({ title, report }) =>
    [`## ${title}`, report.how, ...(report.detail ? [`\`\`\`text\n${report.detail}\n\`\`\``] : [])].join('\n\n')
  );
  const head = [
    '# What it costs, beside others',
    INTRO,
    `\`npm run bench\`, ${new Date().toISOString().slice(0, 10)}: ${on}.`
  ];
  return `${[...head, markdownTable(HEAD, rows, 5), ...details].join('\n\n')}\n`;
}

async function chromiumVersion(): Promise<string> {
  const browser = await openChromium();
  await browser.close();
  return browser.version();
}

/** Prints what a bench found, or that it failed: the others run all the same. */
async function runOne(name: string, find: () => Promise<Bench>, short: boolean): Promise<Found | undefined> {
  const began = performance.now();
  try {
    const bench = await find();
    const report = await bench.measure(short);
    const one = { title: bench.title, seconds: (performance.now() - began) / 1000, report };
    console.log(`${text(one, short)}\n`);
    return one;
  } catch (error) {
    console.error(`== ${name} failed`, error);
    return undefined;
  }
}

async function main(args: readonly string[]): Promise<void> {
  const short = args.includes('--short');
  const named = args.filter((arg) => arg !== '--short');
  const unknown = named.filter((name) => !(name in BENCHES));
  if (unknown.length)
    throw new Error(`No bench is called ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`);
  const on = `${machine(await chromiumVersion())}, ${load()} before it`;
  console.log(`${on}\n`);
  const chosen = Object.entries(BENCHES).filter(([name]) => !named.length || named.includes(name));
  // What is short measures nothing that another would disturb.
  const inTurn = createGate(short ? 3 : 1);
  const found = await Promise.all(chosen.map(([name, find]) => inTurn(() => runOne(name, find, short))));
  if (found.some((one) => !one || one.report.wrong)) process.exitCode = 1;
  if (short || named.length || process.exitCode) return;
  const whole = found.filter((one) => one !== undefined);
  const style = await resolveConfig(RESULTS);
  writeFileSync(RESULTS, await format(results(whole, on), { ...style, filepath: RESULTS }));
  console.log(`Written: ${path.relative(process.cwd(), RESULTS)}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
