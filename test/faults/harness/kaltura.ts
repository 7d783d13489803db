import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, WireEvent } from '../../../demo/kaltura/account.js';
import { serve } from './loopback.js';
import { Signal } from './signal.js';
import { textOf } from './site.js';

/** Kaltura's service as the pages of one run see it: the demo's stand-in, behind a gate that can keep answers back. */
export interface Kaltura {
  /** What an admin fills in as `serviceUrl`. */
  readonly url: string;
  /** What it has heard, in order. */
  readonly events: readonly WireEvent[];
  /** Requests of which it made whatever it made: heard, refused or hung up. */
  readonly asked: number;
  /** Tells whenever one of these has changed. */
  readonly news: Signal<void>;
  /** Tells it how to misbehave. */
  fault(...faults: readonly Fault[]): Promise<void>;
  /** From now on nobody hears an answer, whatever becomes of the request. */
  hold(): void;
  release(): void;
  close(): Promise<void>;
}

/** @param account address of an account of the stand-in */
export async function openKaltura(account: string): Promise<Kaltura> {
  const news = new Signal<void>();
  let events: readonly WireEvent[] = [];
  let asked = 0;
  let held: { readonly over: Promise<void>; readonly end: () => void } | undefined;

  const control = async (what: string, init: RequestInit = {}): Promise<void> => {
    const reply = await fetch(`${account}/_control/${what}`, init);
    const heard = (await reply.json()) as { readonly events: readonly WireEvent[] };
    // Two may be asked at once, and be answered in another order.
    if (heard.events.length > events.length) ({ events } = heard);
    news.tell();
  };

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Browsers repeat by themselves what a fault hung up on, where a connection is used twice.
    response.shouldKeepAlive = false;
    const { method = 'GET', url = '/', headers } = request;
    const body = await textOf(request);
    const type = headers['content-type'];
    const reply = await fetch(account + url, {
      method,
      ...(type !== undefined && { headers: { 'Content-Type': type } }),
      ...(body && { body })
    }).catch(() => undefined);
    asked += 1;
    await control('events');
    await held?.over;
    if (!reply) return void response.destroy();
    for (const name of ['Content-Type', 'Retry-After', 'Access-Control-Allow-Origin']) {
      const value = reply.headers.get(name);
      if (value !== null) response.setHeader(name, value);
    }
    response.writeHead(reply.status).end(await reply.text());
  }

  const { url, close } = await serve((request, response) => {
    void pass(request, response).catch(() => response.destroy());
  });
  return {
    url: `${url}/api_v3`,
    news,
    get events() {
      return events;
    },
    get asked() {
      return asked;
    },
    fault: (...faults) => control('faults', { method: 'POST', body: JSON.stringify(faults) }),
    hold() {
      let end = (): void => undefined;
      const over = new Promise<void>((resolve) => (end = resolve));
      held = { over, end };
    },
    release() {
      held?.end();
      held = undefined;
    },
    close
  };
}
