/** `skipped`: it could not be tried, or does not matter for sending; `says` has which. */
export type State = 'ok' | 'failed' | 'skipped';

/** What one look at a destination found. Neither text holds a secret. */
export interface Finding {
  /** What was looked at: `DNS`, `connection`, `TLS`, `address`, `version`, `key`, `permission`, … */
  readonly check: string;
  readonly state: State;
  readonly says: string;
  /** What to do about it. */
  readonly advice?: string;
}

export type Patient = 'settings' | 'lrs' | 'session' | 'stats' | 'analytics';

export interface Check extends Finding {
  readonly destination: Patient;
}

/** Findings as they are made; the value is whether it makes sense to look further. */
export type Examination = AsyncGenerator<Finding, boolean, void>;

export const ok = (check: string, says: string, advice?: string): Finding => finding('ok', check, says, advice);
export const failed = (check: string, says: string, advice: string): Finding => finding('failed', check, says, advice);
export const skipped = (check: string, says: string, advice?: string): Finding =>
  finding('skipped', check, says, advice);

const finding = (state: State, check: string, says: string, advice: string | undefined): Finding => ({
  check,
  state,
  says,
  ...(advice !== undefined && { advice })
});
