/** An answer before it is written, so that the rules above it need no sockets. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent: no body at all, as 204 wants it. */
  readonly body?: string;
}

/** Thrown by any rule that says no; becomes the answer. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    readonly more: Readonly<Record<string, unknown>> = {},
    readonly headers: Readonly<Record<string, string>> = {}
  ) {
    super(reason);
  }
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value)
  };
}

export function refused(refusal: Refusal): Reply {
  return json(refusal.status, { status: refusal.status, reason: refusal.reason, ...refusal.more }, refusal.headers);
}
