/** What Kaltura knows of a customer: who may start sessions, and with what. */
export interface Partner {
  readonly id: number;
  /** Starts sessions of both types. */
  readonly adminSecret: string;
  /** Starts sessions of users only. */
  readonly userSecret: string;
  readonly appTokens?: readonly AppToken[];
  /** How the sessions are written that it starts. Left out: 2. */
  readonly ksVersion?: 1 | 2;
  /** Milliseconds that its clock is ahead of this machine's. */
  readonly ahead?: number;
  /** Whether sessions of users may read reports. Left out: they may. */
  readonly userReports?: boolean;
}

export interface AppToken {
  readonly id: string;
  readonly token: string;
  readonly hashType: 'SHA1' | 'SHA256' | 'SHA512' | 'MD5';
  /** Seconds that a session of it lives at most. */
  readonly sessionDuration?: number;
  /** Unix seconds. */
  readonly expiry?: number;
  readonly active?: boolean;
  /** Comma-separated, added to those that are asked for. */
  readonly sessionPrivileges?: string;
}
