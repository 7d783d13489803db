/** What a command has of the process that it runs in. */
export interface Io {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Results, and nothing else: another program may read them. */
  readonly stdout: Out;
  /** Progress, warnings and errors. */
  readonly stderr: Out;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Sets the code that the process ends with; it ends when nothing is left to do. */
  exit(code: number): void;
}

export type Out = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** The codes that commands end with. A process that a signal ends has 128 and the signal's number. */
export const EXIT = {
  /** All is sent. */
  done: 0,
  /** The command line, the settings or the environment. */
  usage: 1,
  /** Part of the input cannot be read, or a destination refused something. */
  broken: 2,
  /** Something waits in the folder: a destination cannot be reached, or does not let us in. */
  kept: 3,
  /** The folder or the input cannot be read or written. */
  storage: 4
} as const;
