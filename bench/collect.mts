import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { writeViewings } from './collect/input.mjs';
import { startLrs, type Lrs } from './collect/lrs.mjs';
import { run, type Ran } from './collect/run.mjs';
import { ratio, table } from './delivery/table.mjs';

/**
 * What `collect` costs, beside a plain loop of `fetch` and `@xapi/xapi` in the same run, and its memory over 1,000,000
 * events: `npm run build && npm run bench:collect`. Ends with 1 where ours lost or duplicated anything, or needs more
 * than it may.
 */
const COMMAND = 'dist/cli.cjs';
const EVENTS = 100;
const MOST_MEGABYTES = 256;

/** Milliseconds that a record store on the internet takes to answer. */
const AWAY = 20;

const HOW = `\
One run, one machine: read the ratios to ours, not the figures. Ours reads recorded viewings, makes statements of their
events, writes them down and sends them; it survives a kill at any time. The others get the same statements ready-made,
send one request after the other, with one statement each as their documentation shows it or with 50, and keep nothing: what
fails is lost. All are processes of their own; the seconds are without what it takes to start one. The record store is a stand-in on the same
machine, which believes everything, and answers at once or after ${AWAY} ms.`;

interface Row extends Ran {
  readonly title: string;
  readonly took: ReturnType<Lrs['take']>;
}

async function measure(folder: string, lrs: Lrs, viewings: number, delay: number): Promise<readonly Row[]> {
  lrs.delay = delay;
  const env = { XAPI_ENDPOINT: lrs.endpoint, XAPI_KEY: 'bench', XAPI_SECRET: 'nothing to hide' };
  const input = path.join(folder, 'viewings.jsonl');
  const statements = path.join(folder, 'statements.jsonl');
  const outbox = path.join(folder, `outbox-${delay}`);
  await writeViewings(input, viewings, EVENTS);
  const collect = [COMMAND, 'collect', input, '--home-page', 'https://bench.example'];
  const dry = await run([...collect, '--dry-run'], folder, env);
  const samples = dry.stdout.split('\n').filter(Boolean);
  writeFileSync(
    statements,
    samples.map((line) => `${JSON.stringify((JSON.parse(line) as { statement: unknown }).statement)}\n`).join('')
  );
  const senders: readonly (readonly [string, readonly string[]])[] = [
    ['ours', [...collect, '--directory', outbox]],
    ['loop of fetch', ['--import', 'tsx', 'bench/collect/fetch.mts', statements]],
    ['the same, 50 a request', ['--import', 'tsx', 'bench/collect/fetch.mts', statements, '50']],
    ['@xapi/xapi', ['--import', 'tsx', 'bench/collect/xapijs.mts', statements]]
  ];
  const rows: Row[] = [];
  for (const [title, program] of senders) rows.push({ title, ...(await run(program, folder, env)), took: lrs.take() });
  const missing = samples.length - (rows[0]?.took.statements ?? 0);
  if (missing !== 0 || rows[0]?.took.again !== 0) throw new Error(`ours: ${missing} of ${samples.length} are missing`);
  return rows;
}

/** Seconds to start a process that does nothing, as it is and with the loader that the others need. */
async function idle(folder: string): Promise<readonly [ours: number, others: number]> {
  const bare = await run([COMMAND, '--version'], folder, {});
  const loaded = await run(['--import', 'tsx', '--eval', '0'], folder, {});
  return [bare.seconds, loaded.seconds];
}

const HEAD = ['answers', 'sender', 'statements', 'requests', '/ ours', 'seconds', '/ ours', 'a second', 'MB at most'];

function cells(answers: string, row: Row, all: readonly Row[], [ours, others]: readonly [number, number]): string[] {
  const net = ({ seconds, title }: Row): number => Math.max(seconds - (title === 'ours' ? ours : others), 0.001);
  const [first = row] = all;
  const { title, took, megabytes } = row;
  return [
    row === first ? answers : '',
    title,
    String(took.statements),
    String(took.requests),
    ratio(took.requests, first.took.requests),
    net(row).toFixed(2),
    ratio(net(row), net(first)),
    (took.statements / net(row)).toFixed(0),
    megabytes.toFixed(0)
  ];
}

async function main(): Promise<void> {
  if (!existsSync(COMMAND)) throw new Error(`${COMMAND} is not there: npm run build`);
  const [viewings = 300, many = 10_000] = process.argv.slice(2).map(Number);
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-collect-'));
  const lrs = await startLrs();
  try {
    const started = await idle(folder);
    const rows = (await measure(folder, lrs, viewings, 0)).map((row, _, all) => cells('at once', row, all, started));
    const few = Math.ceil(viewings / 6);
    const far = (await measure(folder, lrs, few, AWAY)).map((row, _, all) => cells(`${AWAY} ms`, row, all, started));
    lrs.delay = 0;
    const load = (loadavg()[0] ?? 0).toFixed(1);
    console.log(`${HOW}\n\n${availableParallelism()} cores, load average ${load} in the last minute.\n`);
    console.log(`${table(HEAD, [...rows, ...far], 2)}\n`);

    const input = path.join(folder, 'many.jsonl');
    await writeViewings(input, many, EVENTS);
    const env = { XAPI_ENDPOINT: lrs.endpoint, XAPI_KEY: 'bench', XAPI_SECRET: 'nothing to hide' };
    const outbox = path.join(folder, 'many');
    const ran = await run(
      [COMMAND, 'collect', input, '--directory', outbox, '--home-page', 'https://bench.example'],
      folder,
      env
    );
    const took = lrs.take();
    console.log(
      `${(many * EVENTS).toLocaleString('en')} events, ${took.statements} statements in ${took.requests} requests, ` +
        `${took.again} came again: ${ran.seconds.toFixed(0)} s, ${ran.megabytes.toFixed(0)} MB at most (${MOST_MEGABYTES} allowed).`
    );
    if (ran.megabytes > MOST_MEGABYTES || took.again) process.exitCode = 1;
  } finally {
    lrs.close();
    rmSync(folder, { recursive: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
