import { Refusal } from './reply.js';
import { has, isObject } from '../../src/server/validate/rules.js';

/** One way to misbehave. Everything but `times`, `verb`, `delayMs` and `hold` excludes the others; the first wins. */
export interface Fault {
  /** Answer with this status and store nothing. */
  readonly status?: number;
  /** With `status`: seconds, or a date. */
  readonly retryAfter?: number | string;
  /** How many requests it hits; without it, all until cleared. */
  readonly times?: number;
  /** Hits only requests that carry a statement with this verb. */
  readonly verb?: string;
  /** Answer this much later (after storing). */
  readonly delayMs?: number;
  /** Answer when `_control/release` is called (after storing): slow without a clock. */
  readonly hold?: boolean;
  /** Store, then hang up without a word. */
  readonly dropAfterAccept?: boolean;
  /** Store, then hang up in the middle of the answer. */
  readonly cutReply?: boolean;
  /** Hang up at once. */
  readonly cut?: boolean;
  /** 200 with a web page, as a captive portal answers. */
  readonly html?: boolean;
  /** 200 with an empty list: it has stored nothing. */
  readonly nothing?: boolean;
  /** 200 with a web page that never ends, packed: little to send, and much to read. */
  readonly endless?: boolean;
  /** 302 to that web page. */
  readonly redirect?: boolean;
  /** Answer as always, but without CORS headers, so that a browser refuses to read it. */
  readonly offCors?: boolean;
}

const KINDS: Readonly<Record<keyof Fault, readonly string[]>> = {
  status: ['number'],
  retryAfter: ['number', 'string'],
  times: ['number'],
  verb: ['string'],
  delayMs: ['number'],
  hold: ['boolean'],
  dropAfterAccept: ['boolean'],
  cutReply: ['boolean'],
  cut: ['boolean'],
  html: ['boolean'],
  nothing: ['boolean'],
  endless: ['boolean'],
  redirect: ['boolean'],
  offCors: ['boolean']
};

function readFault(value: unknown): Fault {
  if (!isObject(value)) throw new Refusal(400, 'a fault must be an object');
  for (const [key, inner] of Object.entries(value)) {
    const kinds: readonly string[] | undefined = Object.entries(KINDS).find(([name]) => name === key)?.[1];
    if (kinds === undefined)
      throw new Refusal(400, `unknown fault ${JSON.stringify(key)}; known: ${Object.keys(KINDS).join(', ')}`);
    if (!kinds.includes(typeof inner)) throw new Refusal(400, `fault ${key} must be a ${kinds.join(' or ')}`);
  }
  const status = value['status'];
  if (typeof status === 'number' && !(Number.isInteger(status) && status >= 200 && status <= 599)) {
    throw new Refusal(400, 'fault status must be from 200 to 599');
  }
  return value;
}

/** Faults wait in line: one that has hit its `times` makes way for the next. */
export class Faults {
  private line: Fault[] = [];

  /** One fault, or an array of them in order; `{}`, `[]` and `null` clear. */
  set(value: unknown): void {
    const given: readonly unknown[] = Array.isArray(value) ? value : value === null ? [] : [value];
    this.line = given.map(readFault).filter((fault) => Object.keys(fault).length > 0);
  }

  list(): readonly Fault[] {
    return this.line;
  }

  /** The fault that hits this request, counted. `preflight` requests meet the one that concerns CORS only. */
  take(request: { readonly preflight: boolean; readonly verbs: readonly string[] }): Fault | undefined {
    const head = this.line[0];
    if (head === undefined) return undefined;
    // A preflight is not the sender's own request: counting it would make `times` mean something else in browsers.
    if (request.preflight && head.offCors !== true) return undefined;
    if (head.verb !== undefined && !request.verbs.includes(head.verb)) return undefined;
    if (has(head, 'times')) {
      const left = (head.times ?? 0) - 1;
      if (left < 0) {
        this.line.shift();
        return this.take(request);
      }
      if (left === 0) this.line.shift();
      else this.line[0] = { ...head, times: left };
    }
    return head;
  }
}
