import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../../demo/record-store/body.js';
import { Faults } from '../../demo/record-store/fault.js';
import { isObject } from '../../src/server/validate/rules.js';

/** A Snowplow collector as far as its tracker can tell, with the faults of the record store. */
export class Collector {
  readonly faults = new Faults();
  /** Ids of statements in the order in which they were taken, each as often as it was. */
  readonly taken: string[] = [];
  readonly bodies: string[] = [];
  /** The bench itself is wrong: nothing of this is the tracker's fault. */
  misread: string | undefined;

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // As the record store does: a browser repeats by itself what a connection that was used before hangs up on.
    response.shouldKeepAlive = false;
    const { bytes } = await readBody(request, 1024 * 1024);
    const headers = cors(request);
    if (request.method === 'OPTIONS') return void response.writeHead(200, headers).end();
    const body = bytes.toString('utf8');
    this.bodies.push(body);
    const fault = this.faults.take({ preflight: false, verbs: [] });
    if (fault?.cut) return void request.socket.destroy();
    if (fault?.status === undefined) this.take(body);
    await new Promise((resolve) => setTimeout(resolve, fault?.delayMs ?? 0));
    if (fault?.dropAfterAccept) return void request.socket.destroy();
    response.writeHead(fault?.status ?? 200, { ...headers, 'Content-Type': 'text/plain' }).end('ok');
  }

  private take(body: string): void {
    try {
      this.taken.push(...statementIds(body));
    } catch (error) {
      this.misread = String(error);
    }
  }
}

/** The tracker sends cookies along, so the origin has to be named. An hour for the preflight is the collector's default. */
function cors(request: IncomingMessage): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': request.headers.origin ?? '*',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Headers': 'Content-Type, SP-Anonymous',
    'Access-Control-Max-Age': '3600'
  };
}

function statementIds(body: string): string[] {
  const events: unknown = within(JSON.parse(body), 'data');
  if (!Array.isArray(events)) throw new Error('not what a Snowplow tracker sends');
  return events.map(statementId);
}

/** The tracker wraps an event twice; a POST has it as text. */
function statementId(event: unknown): string {
  const wrapped: unknown = JSON.parse(String(within(event, 'ue_pr')));
  const id = within(within(within(wrapped, 'data'), 'data'), 'id');
  if (typeof id !== 'string') throw new Error('an event without its statement');
  return id;
}

const within = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);
