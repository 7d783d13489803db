/** One version of a key, as LevelDB's files have it. */
export interface Entry {
  readonly key: string;
  /** Undefined: it was deleted. */
  readonly value: string | undefined;
  /** The later one of two counts. */
  readonly sequence: number;
  /** LevelDB's checksum of the place where it stands is right. */
  readonly isSure: boolean;
}
