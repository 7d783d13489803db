import type { Statement } from '../../src/xapi/statement.js';
import { serverUrl } from './server.js';

interface Received {
  readonly statements: readonly { readonly seq: number; readonly id: string; readonly raw: string }[];
}

/** A request as the record store saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly count?: number;
  readonly bytes?: number;
}

/** One isolated record store of the test server, and the levers behind it. */
export class RecordStore {
  public constructor(private readonly name: string) {}

  /** What an admin fills in as the LRS endpoint. */
  public get endpoint(): string {
    return `${serverUrl()}/lrs/${this.name}/xapi/`;
  }

  /** In the order of arrival. */
  public async statements(): Promise<readonly Statement[]> {
    const { statements } = (await this.ask('received')) as Received;
    return statements.map(({ raw }) => JSON.parse(raw) as Statement);
  }

  /** As they came, letter by letter. */
  public async raw(): Promise<readonly string[]> {
    const { statements } = (await this.ask('received')) as Received;
    return statements.map(({ raw }) => raw);
  }

  public async requests(): Promise<readonly SeenRequest[]> {
    return ((await this.ask('requests')) as { readonly requests: readonly SeenRequest[] }).requests;
  }

  /** Answers when so many statements have arrived. */
  public async waitFor(count: number, verb?: string): Promise<void> {
    const query = `wait?count=${count}&timeout=30000${verb ? `&verb=${encodeURIComponent(verb)}` : ''}`;
    const answer = (await this.ask(query)) as { readonly ok: boolean; readonly count?: number };
    if (!answer.ok) throw new Error(`the record store waited in vain for ${count} statements`);
  }

  /** Answers when so many requests have ended with that status. */
  public async waitForRequests(count: number, status: number): Promise<void> {
    const answer = (await this.ask(`wait?requests=${count}&status=${status}&timeout=30000`)) as {
      readonly ok: boolean;
    };
    if (!answer.ok) throw new Error(`the record store waited in vain for ${count} requests with ${status}`);
  }

  public async faults(faults: object): Promise<void> {
    await this.tell('faults', faults);
  }

  public async tokens(valid: readonly string[]): Promise<void> {
    await this.tell('tokens', { valid });
  }

  /** How large a request may be. */
  public async limits(maxBodyBytes: number): Promise<void> {
    await this.tell('limits', { maxBodyBytes });
  }

  /** Lets answers go that a `hold` fault holds. */
  public async release(): Promise<void> {
    await this.tell('release', {});
  }

  private async ask(what: string): Promise<unknown> {
    const reply = await fetch(`${serverUrl()}/lrs/${this.name}/_control/${what}`);
    return reply.json();
  }

  private async tell(what: string, body: object): Promise<void> {
    const reply = await fetch(`${serverUrl()}/lrs/${this.name}/_control/${what}`, {
      method: 'POST',
      body: JSON.stringify(body)
    });
    if (!reply.ok) throw new Error(`the record store refused ${what}: ${await reply.text()}`);
  }
}
