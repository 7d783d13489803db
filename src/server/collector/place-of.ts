import type { LaneName } from '../../delivery/lane.js';

/** Where a lane leads, in words; who its owner is stays out of it. */
export const placeOf = ({ destination, host }: LaneName): string => (host ? `${destination} ${host}` : destination);
