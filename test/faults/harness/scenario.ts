import type { EngineName } from './browser.js';
import type { Stage } from './stage.js';

/** Something that goes wrong while somebody watches. */
export interface Scenario {
  readonly name: string;
  /** Engines whose browser can be driven that far. */
  readonly engines: readonly EngineName[];
  /**
   * Everything until faults end. What must hold whatever went wrong is judged afterwards; what only this scenario
   * promises it says itself, by throwing, here or in `stage.afterwards`.
   */
  run(stage: Stage): Promise<void>;
}

/** Says what a scenario promises and does not keep. */
export function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** The browser did not do what a scenario needs, for reasons of its own: nothing is shown, and it is to be tried again. */
export class Unmet extends Error {}

export const ALL: readonly EngineName[] = ['chromium', 'firefox', 'webkit'];
export const CHROMIUM: readonly EngineName[] = ['chromium'];
