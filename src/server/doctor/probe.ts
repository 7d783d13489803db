import type { Send } from '../../delivery/ports.js';
import { replyText } from '../../delivery/reply-text.js';

/** What came back; `status: 0`: nothing did. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** By lower-case name; `undefined` where it was not there. */
  readonly header: (name: string) => string | undefined;
}

/** One request. Never rejects, and follows no redirect: an address that has moved is a finding. */
export type Probe = (
  method: 'GET' | 'POST',
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: string
) => Promise<Answer>;

/** Characters: room for a large report. */
const MOST_TEXT = 4_000_000;

const NOTHING: Answer = { status: 0, body: '', header: () => undefined };

/** @param patience milliseconds that an answer may take */
export function createProbe(patience: number): Probe {
  return async (method, url, headers, body) => {
    try {
      const signal = AbortSignal.timeout(patience);
      const init = { method, headers, signal, redirect: 'manual', ...(body !== undefined && { body }) } as const;
      const response = await fetch(url, init);
      const text = await replyText(response, MOST_TEXT);
      return { status: response.status, body: text, header: (name) => response.headers.get(name) ?? undefined };
    } catch {
      return NOTHING;
    }
  };
}

/** The same as delivery has it. */
export const sendBy =
  (probe: Probe): Send =>
  async ({ url, method, headers, body }) => {
    const answer = await probe(method, url, headers, body);
    return { status: answer.status, body: answer.body };
  };

/** What an answer is, in words: its status, and what it says without its markup. */
export function described({ status, body }: Pick<Answer, 'status' | 'body'>): string {
  if (!status) return 'no answer';
  if (isPage(body)) return `HTTP ${status}, a web page`;
  const text = body.replace(/\s+/g, ' ').trim().slice(0, 160);
  return text ? `HTTP ${status}: ${text}` : `HTTP ${status}`;
}

/** Markup, as no service of ours answers. */
export const isPage = (body: string): boolean => /^\s*</.test(body);

/** Overloaded, or broken for now: it says nothing about the settings. */
export const isTrouble = (status: number): boolean => status === 429 || (status > 499 && status !== 501);

/** What a body says as JSON; `undefined` where it is none. */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
