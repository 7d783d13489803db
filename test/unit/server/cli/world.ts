import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDemoServer, type DemoServer } from '../../../../demo/server/demo-server.js';
import { DEMO_CREDENTIAL, type Arrival, type Store } from '../../../../demo/record-store/index.js';
import type { WireEvent } from '../../../../demo/kaltura/account.js';
import { judgeExchange } from '../../../support/judges/unique-ids.js';
import { isBuilt } from '../../../../scripts/testing/is-built.js';

const ROOT = path.resolve(__dirname, '../../../..');

/** The command out of dist/, which starts in half the time; its sources where these were changed since dist/ was built. */
const COMMAND = isBuilt()
  ? ['dist/cli.cjs']
  : ['--require', './test/support/version.cjs', '--import', 'tsx', 'src/server/cli.ts'];

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
}

export type Env = Readonly<Record<string, string | undefined>>;

/** What no command may ever print. */
export const SECRETS = [DEMO_CREDENTIAL.secret, 'a-wrong-secret', 'an-admin-secret', 'an-app-token'];

/** A record store, Kaltura's services, a folder, and the real command beside them. */
export class World {
  public readonly lrs: Store;
  /** A command was killed, or its disk was full: the next one does not know what it was told had come, and sends it again. */
  private mayResend = false;
  private readonly running = new Set<ChildProcessWithoutNullStreams>();

  private constructor(
    private readonly server: DemoServer,
    public readonly folder: string,
    public readonly name: string
  ) {
    this.lrs = server.recordStore.store(name);
  }

  public static async open(): Promise<World> {
    const server = await createDemoServer({ recordStore: { keep: 100_000 } });
    return new World(server, await mkdtemp(path.join(tmpdir(), 'cli-')), `s${Math.random().toString(36).slice(2)}`);
  }

  public get url(): string {
    return this.server.url;
  }

  public get endpoint(): string {
    return `${this.url}/lrs/${this.name}/xapi`;
  }

  /** What waits is kept here. */
  public get outbox(): string {
    return path.join(this.folder, 'outbox');
  }

  public get env(): Env {
    const { key, secret } = DEMO_CREDENTIAL;
    const XAPI_HOME_PAGE = 'https://example.edu';
    return { XAPI_ENDPOINT: this.endpoint, XAPI_KEY: key, XAPI_SECRET: secret, XAPI_HOME_PAGE };
  }

  public get kaltura(): Env {
    return {
      KALTURA_PARTNER_ID: '1091',
      KALTURA_SERVICE_URL: `${this.url}/kaltura/${this.name}/api_v3`,
      KALTURA_ANALYTICS_URL: `${this.url}/kaltura/${this.name}`
    };
  }

  public async write(name: string, text: string | Buffer): Promise<string> {
    const file = path.join(this.folder, name);
    await writeFile(file, text);
    return file;
  }

  /** Starts the command, without anything of this process's environment that it could take for its own. */
  public start(args: readonly string[], env: Env = this.env, limit?: string, uid?: number): Running {
    const { PATH, HOME } = process.env;
    const line = [process.execPath, ...COMMAND, ...args];
    // A shell's limit stands for a disk: it holds for this process alone, and needs no permission.
    const [program = '', ...rest] = limit ? ['bash', '-c', `ulimit ${limit}; exec "$@"`, 'limited', ...line] : line;
    const child = spawn(program, rest, {
      cwd: ROOT,
      env: { PATH, HOME, ...env },
      ...(uid !== undefined && { uid, gid: uid })
    });
    this.running.add(child);
    const out: string[] = [];
    const err: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
    // It may end before it has read everything.
    child.stdin.on('error', () => undefined);
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('close', (code, signal) => {
        this.running.delete(child);
        this.mayResend ||= signal !== null || limit !== undefined;
        const [stdout, stderr] = [out.join(''), err.join('')];
        const leaked = SECRETS.find((secret) => (stdout + stderr).includes(secret));
        if (leaked) reject(new Error(`the command printed a secret: ${stdout}${stderr}`));
        else resolve({ code, signal, stdout, stderr });
      });
    });
    return { process: child, ended };
  }

  /** Runs the command to its end. */
  public run(
    args: readonly string[],
    { env = this.env, input = '' }: { env?: Env; input?: string | Buffer } = {}
  ): Promise<Ended> {
    const { process: child, ended } = this.start(args, env);
    child.stdin.end(input);
    return ended;
  }

  /** The command line of `collect` in this world. */
  public collecting(args: readonly string[]): readonly string[] {
    return ['collect', '--directory', this.outbox, ...args];
  }

  public collect(args: readonly string[], more?: { env?: Env; input?: string | Buffer }): Promise<Ended> {
    return this.run(this.collecting(args), more);
  }

  /** Resolves when the record store has so many statements, of this viewer if one is named. */
  public arrived(count: number, viewer = ''): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.lrs.arrivals.filter(({ raw }) => raw.includes(viewer)).length < count) return;
        unlisten();
        resolve();
      };
      const unlisten = this.lrs.listen(look);
      look();
    });
  }

  /** What is in the folder of what waits; nothing where there is none. */
  public listed(): Promise<readonly string[]> {
    return readdir(this.outbox).catch(() => []);
  }

  /** How Kaltura's services misbehave from now on. */
  public async kalturaFaults(faults: readonly object[]): Promise<void> {
    const control = `${this.url}/kaltura/${this.name}/_control/faults`;
    await fetch(control, { method: 'POST', body: JSON.stringify(faults) });
  }

  public async wire(): Promise<readonly WireEvent[]> {
    const reply = await fetch(`${this.url}/kaltura/${this.name}/_control/events`);
    return ((await reply.json()) as { readonly events: readonly WireEvent[] }).events;
  }

  /** Throws where two statements had one id. */
  public async close(): Promise<void> {
    for (const child of this.running) child.kill('SIGKILL');
    const complaints = judgeExchange(this.lrs, this.mayResend);
    await this.server.close();
    await rm(this.folder, { recursive: true, force: true });
    if (complaints.length) throw new Error(complaints.join('\n'));
  }
}

/** What a statement says, without the id that it goes by. */
export function saying(statement: unknown): string {
  const { actor, verb, object, timestamp } = statement as {
    readonly actor: { readonly account?: { readonly name: string } };
    readonly verb: { readonly id: string };
    readonly object: { readonly id: string };
    readonly timestamp: string;
  };
  return [actor.account?.name, verb.id, object.id, timestamp].join(' ');
}

export const sayings = (arrivals: readonly Arrival[]): readonly string[] =>
  arrivals.map(({ raw }) => saying(JSON.parse(raw))).sort();
