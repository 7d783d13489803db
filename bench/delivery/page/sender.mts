import type { Statement } from './statement.mjs';

/** Where a sender sends to, for whichever of the two it speaks with. */
export interface Target {
  /** The record store, up to and with `xapi/`. */
  readonly lrs: string;
  readonly key: string;
  readonly secret: string;
  /** Origin and first part of the path of the collector. */
  readonly collector: string;
  readonly linger: number;
}

/** What the bench drives: one a page. */
export interface Sender {
  start(target: Target): void;
  /** One event is handed over. Whatever comes of it later is the sender's own affair. */
  hand(statement: Statement): void;
}
