import type { Problem, Settings } from '../../settings/settings.js';
import type { Premises } from '../../tracker/premises.js';

/** Told once: Kaltura's guide makes the user a field that each event of the statistics must have. */
export const NAMELESS: Problem = {
  level: 'warning',
  code: 'no-user-id',
  path: 'stats',
  message:
    'stats: a viewer has no id, so that events go to the statistics without userId, and no report can say who watched. ' +
    'Give each viewing its viewer.id, or set user.id.'
};

/** Whether statistics are sent of a viewer whom neither the settings nor a session name. */
export function isNameless({ stats, ks, wording: { viewer } }: Settings, { partnerId }: Premises): boolean {
  if (!stats || stats.enabled === false || viewer.id !== undefined) return false;
  if (!(Number(stats.partnerId ?? partnerId) > 0)) return false;
  // A session that is given may name somebody, and most cannot be read.
  return typeof ks !== 'string';
}
