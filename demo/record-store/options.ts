export interface Credential {
  readonly key: string;
  readonly secret: string;
}

export interface RecordStoreOptions {
  /** Where the store is mounted, for example `/lrs`: stores then live under `/lrs/{store}/xapi`. */
  readonly prefix?: string;
  /** Who may write with Basic. */
  readonly credentials?: readonly Credential[];
  /** Which Bearer tokens are good at first; `_control/tokens` changes them for one store. */
  readonly tokens?: readonly string[];
  /** Bodies above this are answered with 413; `_control/limits` changes it for one store. */
  readonly maxBodyBytes?: number;
  /** How many statements and requests a store remembers before it forgets the oldest. */
  readonly keep?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** What a demo page and a test may write without being told. */
export const DEMO_CREDENTIAL: Credential = { key: 'demo-key', secret: 'demo-secret' };
export const DEMO_TOKEN = 'demo-token';

export type ResolvedOptions = Required<RecordStoreOptions>;

export function resolveOptions(options: RecordStoreOptions): ResolvedOptions {
  return {
    prefix: '',
    credentials: [DEMO_CREDENTIAL],
    tokens: [DEMO_TOKEN],
    maxBodyBytes: 1024 * 1024,
    keep: 5_000,
    now: Date.now,
    ...options
  };
}
