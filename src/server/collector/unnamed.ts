import type { LaneName } from '../../delivery/lane.js';
import type { LaneStatus } from '../../delivery/status.js';

/** Why a lane of earlier settings does not move. */
export const UNNAMED = 'the settings no longer name this destination: name it again, and they are sent';

/** How such a lane stands, which nobody has opened. */
export const unnamedLane = (lane: LaneName, waiting: number): LaneStatus => ({
  lane,
  waiting,
  sent: 0,
  refused: 0,
  evicted: 0,
  uncertain: 0,
  paused: UNNAMED
});

/** How many wait that nothing will move under these settings. */
export const countUnnamed = (lanes: readonly LaneStatus[]): number =>
  lanes.reduce((sum, { waiting, paused }) => (paused === UNNAMED ? sum + waiting : sum), 0);
