import { startTestServer } from '../../../demo/server/test-server.js';
import { judgeExchange } from '../../support/judges/unique-ids.js';
import type { Statement } from '../../../src/xapi/statement.js';
import type { CollectorConfig } from '../../../src/server/collector/collector-types.js';

export interface Heard {
  readonly service: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly ks?: { readonly value: string };
}

/** The repository's own record store and Kaltura services, behind a real socket. */
export interface StandIn {
  readonly config: Omit<CollectorConfig, 'directory'>;
  statements(): Promise<readonly Statement[]>;
  events(): Promise<readonly Heard[]>;
  control(action: string, body?: unknown): Promise<void>;
  kaltura(action: string, body: unknown): Promise<void>;
  /** Throws where two statements had one id. */
  close(): Promise<void>;
}

let count = 0;

export async function standIn(): Promise<StandIn> {
  const server = await startTestServer();
  const name = `server-${++count}`;
  const lrs = `${server.url}/lrs/${name}`;
  const account = `${server.url}/kaltura/${name}`;
  const post = async (url: string, body: unknown): Promise<void> => {
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  };
  return {
    config: {
      endpoint: `${lrs}/xapi`,
      key: 'demo-key',
      secret: 'demo-secret',
      linger: 0,
      site: { homePage: 'https://site.example' },
      stats: { partnerId: 101, serviceUrl: `${account}/api_v3` },
      analytics: { partnerId: 101, serviceUrl: account, playerEvents: true }
    },
    async statements() {
      const answer = (await (await fetch(`${lrs}/_control/received`)).json()) as {
        readonly statements: readonly { readonly raw: string }[];
      };
      return answer.statements.map(({ raw }) => JSON.parse(raw) as Statement);
    },
    async events() {
      const answer = (await (await fetch(`${account}/_control/events`)).json()) as {
        readonly events: readonly Heard[];
      };
      return answer.events;
    },
    control: (action, body = {}) => post(`${lrs}/_control/${action}`, body),
    kaltura: (action, body) => post(`${account}/_control/${action}`, body),
    async close() {
      const complaints = judgeExchange(server.recordStore.store(name));
      await server.close();
      if (complaints.length) throw new Error(complaints.join('\n'));
    }
  };
}
