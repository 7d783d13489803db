/** A renamed event of the player fails to compile. Checked by `tsc`; nothing here runs. */
import type { KalturaPlayer } from '@playkit-js/kaltura-player-js';
import type { PKEventTypes } from '@playkit-js/playkit-js';

export const core = ({ Event }: KalturaPlayer): PKEventTypes => Event.Core;
export const known = ({ Event }: KalturaPlayer): string => Event.Core.TIME_UPDATE;
// @ts-expect-error the player has no such event
export const renamed = ({ Event }: KalturaPlayer): string => Event.Core.TIME_UPDATED;
