export type EngineName = 'chromium' | 'firefox' | 'webkit';

/** A tab of a browser, from outside. */
export interface View {
  /** As a user does it: the page is told that it goes. */
  close(): Promise<void>;
  /** Its process dies. */
  crash(): Promise<void>;
}

/** A browser with one profile, which outlives its processes. */
export interface Browser {
  readonly engine: EngineName;
  /** Starts the browser where it does not run. */
  open(url: string): Promise<View>;
  /** SIGKILL, to every process of it, at once. */
  kill(): Promise<void>;
  /** Bytes that the pages of an origin may keep. */
  quota(origin: string, bytes: number | undefined): Promise<void>;
  /** Ends it and forgets the profile. */
  close(): Promise<void>;
}

export class Unable extends Error {
  public constructor(engine: EngineName, what: string) {
    super(`${engine}: nothing here can ${what}`);
  }
}
