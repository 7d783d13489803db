import type { Random } from '../harness/random.js';
import type { Deed } from '../page/protocol.js';

/** Seconds of the medium that are played at most: a viewing that comes to its end is another story. */
const MOST = 50;

/** What a restless viewer does; each leads to a statement or two. Begins with playing and ends with it. */
export function restless(random: Random, count: number): readonly Deed[] {
  const acts: Deed[] = [{ do: 'play' }];
  while (acts.length < count) {
    if (random.chance(0.3)) acts.push({ do: 'seek', to: random.between(0, MOST) });
    else if (random.chance(0.2)) acts.push({ do: 'rate', rate: random.pick([1, 1.25, 1.5, 2]) });
    else acts.push({ do: 'pause' }, { do: 'play' });
  }
  return acts;
}

/** The same without dice: so many pauses. */
export const pauses = (count: number): readonly Deed[] =>
  Array.from({ length: count }, () => [{ do: 'play' } as const, { do: 'pause' } as const]).flat();
