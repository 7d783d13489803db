import type { Credential, Lane } from './lane.js';
import type { Wake } from './ports.js';
import { within } from './within.js';

const PATIENCE = 10_000;

/** The credential of one lane: asked for once, kept in memory only, asked for again after a refusal. */
export interface Keyring {
  /** At hand now, for a page that goes away and cannot wait. */
  held(): Credential | undefined;
  /** `undefined` when the lane's function rejects, hangs or gives something else than a string. */
  ask(): Promise<Credential | undefined>;
  /** What the destination did not take last. */
  refused(): Credential | undefined;
  refuse(credential: Credential): void;
  /** Send with this one from now on; `undefined`: ask anew. */
  use(credential: Credential | undefined): void;
}

export function createKeyring(lane: () => Lane, wake: Wake): Keyring {
  let held: Credential | undefined;
  let refused: Credential | undefined;
  let asking: Promise<Credential | undefined> | undefined;

  const inquire = async (): Promise<Credential | undefined> => {
    const asked = lane();
    // An async wrapper also catches a function that throws before it returns a promise.
    const given: unknown = await within((async () => asked.credential(refused))(), PATIENCE, wake);
    asking = undefined;
    // The lane was defined anew in the meantime: this answer belongs to the old one.
    if (asked !== lane()) return ask();
    if (typeof given !== 'string') return undefined;
    return (held = given);
  };
  const ask = async (): Promise<Credential | undefined> => held ?? (asking ??= inquire());

  return {
    held: () => held,
    ask,
    refused: () => refused,
    refuse(credential) {
      refused = credential;
      held = undefined;
    },
    use(credential) {
      held = credential;
      refused = undefined;
    }
  };
}
