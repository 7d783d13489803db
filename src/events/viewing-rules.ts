export type BeaconInterval = 'quarters' | 'onePercent';
export type CompletionRule = 'reached' | 'watched';

/** What shapes a viewing. Changes apply from the next playback session. */
export interface ViewingRules {
  readonly beaconInterval: BeaconInterval;
  /** 0 < n <= 100. */
  readonly videoEndPercent: number;
  /** Seconds before the end, >= 0. */
  readonly videoEndSeconds: number;
  readonly completionRule: CompletionRule;
}
