import type { Draft } from '../delivery/ports.js';
import type { PlaybackEvent } from '../events/playback-event.js';
import type { ViewingState } from '../viewing/state.js';
import { view } from '../viewing/viewing.js';
import type { ViewingContext } from './viewing-context.js';
import { write, type WritePorts } from './write.js';

/**
 * What would be said if the viewing ended with this event; nothing if it did.
 * @param stamped the last timestamp that was used; a draft uses none up
 */
export function draftOf(
  { type, mono, wall }: PlaybackEvent,
  state: ViewingState,
  viewingContext: ViewingContext,
  writePorts: Omit<WritePorts, 'stamp' | 'others' | 'isDraft'>,
  stamped: number
): Draft {
  const { viewing } = viewingContext;
  if (type === 'close') return { viewing, parcels: [] };
  const close = { type: 'close', reason: 'leaving', position: state.position, mono, wall } as const;
  const [after, said] = view(state, close);
  let last = stamped;
  const stamp = (at: number): number => (last = Math.max(at, last + 1));
  return {
    viewing,
    parcels: write(said, close, after, viewingContext, { ...writePorts, stamp, others: () => [], isDraft: true })
      .parcels
  };
}
