import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeViewings } from './collect/input.mjs';
import { startLrs, type Lrs } from './collect/lrs.mjs';
import { run, type Ran } from './collect/run.mjs';
import { ensureBuilt } from '../scripts/testing/built.js';
import { line, type Bench, type Line } from './support/report.mjs';
import { ratio, table } from './support/table.mjs';

const COMMAND = 'dist/cli.cjs';
const EVENTS = 100;
const MOST_MEGABYTES = 256;

/** Milliseconds that a record store on the internet takes to answer. */
const AWAY = 20;

const HOW = `\
Ours reads recorded viewings, makes statements of their
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
    ['loop of fetch, 50 each', ['--import', 'tsx', 'bench/collect/fetch.mts', statements, '50']],
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

/** Seconds of a sender without what it takes to start its process. */
const net = ({ seconds, title }: Row, [ours, others]: readonly [number, number]): number =>
  Math.max(seconds - (title === 'ours' ? ours : others), 0.001);

function cells(answers: string, row: Row, all: readonly Row[], idle: readonly [number, number]): string[] {
  const [first = row] = all;
  const { title, took, megabytes } = row;
  return [
    row === first ? answers : '',
    title,
    String(took.statements),
    String(took.requests),
    ratio(took.requests, first.took.requests),
    net(row, idle).toFixed(2),
    ratio(net(row, idle), net(first, idle)),
    (took.statements / net(row, idle)).toFixed(0),
    megabytes.toFixed(0)
  ];
}

function linesOf(answers: string, all: readonly Row[], idle: readonly [number, number]): readonly Line[] {
  const [ours, ...others] = all;
  return others.flatMap((row) =>
    ours
      ? [
          line(
            `collect, answers ${answers}`,
            [net(ours, idle), net(row, idle)],
            row.title,
            (value) => `${value.toFixed(2)} s`
          )
        ]
      : []
  );
}

/** What `collect` costs, beside a loop and a library, and its memory over a million events. */
export const collect: Bench = {
  title: 'The command line: collect',
  async measure(short) {
    if (!(await ensureBuilt())) throw new Error('The build failed.');
    const [viewings, many] = short ? [10, 100] : [300, 10_000];
    const folder = mkdtempSync(path.join(tmpdir(), 'bench-collect-'));
    const lrs = await startLrs();
    try {
      const started = await idle(folder);
      const near = await measure(folder, lrs, viewings, 0);
      const far = await measure(folder, lrs, Math.ceil(viewings / 6), AWAY);
      lrs.delay = 0;
      const input = path.join(folder, 'many.jsonl');
      await writeViewings(input, many, EVENTS);
      const env = { XAPI_ENDPOINT: lrs.endpoint, XAPI_KEY: 'bench', XAPI_SECRET: 'nothing to hide' };
      const outbox = path.join(folder, 'many');
      const command = [COMMAND, 'collect', input, '--directory', outbox, '--home-page', 'https://bench.example'];
      const ran = await run(command, folder, env);
      const took = lrs.take();
      const rows = [
        ...near.map((row) => cells('at once', row, near, started)),
        ...far.map((row) => cells(`${AWAY} ms`, row, far, started))
      ];
      const memory =
        `${(many * EVENTS).toLocaleString('en')} events, ${took.statements} statements in ${took.requests} requests, ` +
        `${took.again} came again: ${ran.seconds.toFixed(0)} s, ${ran.megabytes.toFixed(0)} MB at most (${MOST_MEGABYTES} allowed).`;
      return {
        lines: [...linesOf('at once', near, started), ...linesOf(`after ${AWAY} ms`, far, started)],
        how: HOW,
        detail: `${table(HEAD, rows, 2)}\n\n${memory}`,
        ...((ran.megabytes > MOST_MEGABYTES || took.again) && { wrong: memory })
      };
    } finally {
      lrs.close();
      rmSync(folder, { recursive: true });
    }
  }
};
