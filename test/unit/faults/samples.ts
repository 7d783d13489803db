import { randomUUID } from 'node:crypto';
import type { Arrived, Captured, Evidence, TabEvidence } from '../../faults/judge/evidence.js';
import { VIDEO_TYPE } from '../../support/judges/video-profile.js';

const SESSION = 'https://w3id.org/xapi/video/extensions/session-id';

/** A statement of that session as a page tells it. */
export function statement(verb: string, session: string, at = 1000): { readonly id: string; readonly text: string } {
  const id = randomUUID();
  const said = {
    id,
    actor: { objectType: 'Agent', account: { homePage: 'https://example.org', name: 'johnuser' } },
    verb: { id: verb, display: { en: 'did' } },
    object: { id: 'https://example.org/media/t/0_a', objectType: 'Activity', definition: { type: VIDEO_TYPE } },
    context: { extensions: { [SESSION]: session } },
    timestamp: new Date(at).toISOString()
  };
  return { id, text: JSON.stringify(said) };
}

export const DID = 'http://activitystrea.ms/schema/1.0/play';
export const TERMINATED = 'http://adlnet.gov/expapi/verbs/terminated';

export type MutableTab = {
  -readonly [K in keyof TabEvidence]: TabEvidence[K] extends readonly (infer T)[] ? T[] : TabEvidence[K];
};
export interface MutableEvidence {
  tabs: [MutableTab, MutableTab];
  arrivals: Arrived[];
  sent: string[];
  refused: string[];
  evicted: string[];
}

export const arrival = ({ id, text }: Pick<Captured, 'id' | 'text'>, replay = false): Arrived => ({
  id,
  raw: text,
  replay
});

/**
 * Two tabs, one after the other, the first of which died; everything arrived. At 1 to 6 they capture and commit three
 * statements each.
 */
export function goodEvidence(): MutableEvidence {
  let at = 0;
  const tab = (name: string): MutableTab => {
    const captured = [1, 2, 3].map(() => ({ ...statement(DID, name), at: (at += 1), late: false }));
    const acknowledged = captured.map(({ id }) => ({ id, at: (at += 1), durable: true }));
    return { name, captured, acknowledged };
  };
  const tabs: [MutableTab, MutableTab] = [{ ...tab('one'), died: 2000 }, tab('two')];
  const arrivals = tabs.flatMap(({ captured }) => captured.map((each) => arrival(each)));
  const evidence = { tabs, arrivals, sent: arrivals.map(({ id }) => id), refused: [], evicted: [] };
  return evidence satisfies Evidence;
}

/** The nth of a list, which is there. */
export function nth<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`there is no ${index}`);
  return found;
}
