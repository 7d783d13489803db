import type { DeliveryEvent } from '../../../src/delivery/status.js';

/** What the page under test is told when it is made. */
export interface Plan {
  /** Where it posts what happens, on its own origin. */
  readonly reports: string;
  /**
   * Where it asks what to do next. Another origin: a browser has six connections for each, and questions that wait for
   * an answer must not keep reports or statements from theirs.
   */
  readonly commands: string;
  /** The plugin's settings. */
  readonly xapi: object;
  readonly media: string;
  /** The token that `oauthToken` gives; left out where the settings have a key. */
  readonly token?: string;
}

/** What a viewer does. */
export type Deed =
  | { readonly do: 'play' }
  | { readonly do: 'pause' }
  | { readonly do: 'seek'; readonly to: number }
  | { readonly do: 'rate'; readonly rate: number }
  /** Plays until the medium ends. */
  | { readonly do: 'end' };

export type Command =
  | { readonly name: 'act'; readonly acts: readonly Deed[] }
  | { readonly name: 'flush' }
  | { readonly name: 'status' }
  | { readonly name: 'configure'; readonly xapi: object }
  | { readonly name: 'token'; readonly token: string }
  /** The page goes to another one. */
  | { readonly name: 'go'; readonly url: string }
  | { readonly name: 'back' };

export type Report =
  | { readonly type: 'ready' }
  /** Told before the plugin puts it anywhere. */
  | { readonly type: 'captured'; readonly id: string; readonly text: string }
  /** An event of Kaltura's statistics, told before it is written down. */
  | { readonly type: 'counted'; readonly id: string; readonly body: string }
  | { readonly type: 'delivery'; readonly event: DeliveryEvent }
  | { readonly type: 'answer'; readonly index: number; readonly value?: unknown; readonly error?: string }
  | { readonly type: 'shown'; readonly persisted: boolean; readonly reasons?: string }
  | { readonly type: 'failed'; readonly message: string };

export interface Letter {
  /** 0, 1, 2, … of this page. */
  readonly seq: number;
  /** The page was on its way out and could not wait until the harness had it. */
  readonly late: boolean;
  readonly report: Report;
}
