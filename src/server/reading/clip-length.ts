import type { Entry } from '../../events/entry.js';

/** Seconds of a clip. An entry's own length says nothing about a clip of it; both together do. */
export function clipLength({ clip, duration }: Entry): number | undefined {
  const to = clip?.to ?? duration;
  return clip && to !== undefined && to > clip.from ? to - clip.from : undefined;
}
