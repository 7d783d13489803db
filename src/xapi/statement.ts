/** The subset of an xAPI statement that this package sends. https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md */
export interface Statement {
  readonly id: string;
  readonly actor: Actor;
  readonly verb: { readonly id: string; readonly display: LanguageMap };
  readonly object: Activity;
  readonly result?: {
    readonly completion?: boolean;
    readonly duration?: string;
    readonly extensions?: Extensions;
  };
  readonly context: {
    readonly registration?: string;
    readonly platform?: string;
    readonly language?: string;
    readonly contextActivities: { readonly category?: readonly Activity[]; readonly other?: readonly Activity[] };
    readonly extensions: Extensions;
  };
  readonly timestamp: string;
}

/** What one vocabulary says about an event; the rest of the statement is the same in all. */
export interface Saying {
  /** Where the statement's id is not free. */
  readonly id?: string;
  readonly verb: Statement['verb'];
  readonly result?: NonNullable<Statement['result']>;
  /** Context extensions. */
  readonly context?: Extensions;
}

export type LanguageMap = Readonly<Record<string, string>>;
export type Extensions = Readonly<Record<string, unknown>>;

export interface Actor {
  readonly objectType: 'Agent';
  readonly name?: string;
  readonly mbox?: string;
  readonly mbox_sha1sum?: string;
  readonly account?: { readonly name: string; readonly homePage: string };
}

export interface Activity {
  readonly objectType: 'Activity';
  readonly id: string;
  readonly definition?: {
    readonly type?: string;
    readonly name?: LanguageMap;
    readonly description?: LanguageMap;
    readonly extensions?: Extensions;
  };
}
