/**
 * The subset of an xAPI statement that this package sends. Members that are `undefined` are left out when it is
 * serialised. https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md
 */
export interface Statement {
  readonly id: string;
  readonly actor: Actor;
  readonly verb: { readonly id: string; readonly display: LanguageMap };
  readonly object: Activity;
  readonly result?: Result | undefined;
  readonly context: {
    /** UUID of the attempt at an entry; absent where nothing plays. */
    readonly registration?: string | undefined;
    readonly platform?: string | undefined;
    readonly language?: string | undefined;
    readonly contextActivities: {
      readonly category?: readonly Activity[] | undefined;
      readonly other: readonly Activity[];
    };
    readonly extensions: Extensions;
  };
  readonly timestamp: string;
}

export interface Result {
  readonly completion?: boolean | undefined;
  /** What somebody wrote. */
  readonly response?: string | undefined;
  /** ISO 8601. */
  readonly duration?: string | undefined;
  readonly extensions?: Extensions | undefined;
}

export type LanguageMap = Readonly<Record<string, string>>;
export type Extensions = Readonly<Record<string, unknown>>;

export interface Actor {
  readonly objectType: 'Agent';
  readonly name?: string | undefined;
  readonly mbox?: string;
  readonly mbox_sha1sum?: string;
  readonly account?: { readonly name: string; readonly homePage: string };
}

export interface Activity {
  readonly objectType: 'Activity';
  readonly id: string;
  readonly definition?: {
    readonly type: string;
    readonly name?: LanguageMap | undefined;
    readonly description?: LanguageMap | undefined;
    readonly extensions?: Extensions;
  };
}

/** A copy that may be changed. */
export type Editable<T> = T extends readonly (infer U)[]
  ? Editable<U>[]
  : T extends object
    ? { -readonly [K in keyof T]: Editable<T[K]> }
    : T;
