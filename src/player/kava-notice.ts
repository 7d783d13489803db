import { about } from '../settings/problems.js';
import type { Problem } from '../settings/settings.js';
import { asText } from '../schema/formats.js';
import type { KalturaAccount } from '../kaltura/account.js';

/** A template of the player's, `{{…}}`, that was never filled in is nothing, too. */
const isSet = (value: unknown): boolean => !/^$|\{\{/.test(asText(value) ?? '');

/**
 * Where Kaltura's own plugin counts, what was set here for Kaltura's reports reaches none of them: which fields of that
 * plugin say the same. Undefined where none is missing.
 * @param kava the configuration of that plugin
 */
export function kavaNotice(
  kava: Readonly<Record<string, unknown>>,
  { applicationName, playbackContext, userId }: Parameters<NonNullable<KalturaAccount['untold']>>[0]
): Problem | undefined {
  const said = [
    ['applicationName', 'application', applicationName],
    ['playbackContext', 'playbackContext', playbackContext],
    ['user.id', 'userId', userId]
  ] as const;
  const lost = said.filter(([, field, value]) => isSet(value) && !isSet(kava[field]));
  if (!lost.length) return undefined;
  const ours = lost.map(([name]) => name).join(', ');
  const theirs = lost.map(([, field]) => `plugins.kava.${field}`).join(', ');
  const why = `kava counts already. No stats events are sent, and ${ours} reach no Kaltura report: set ${theirs}, too.`;
  return about('stats.enabled', 'counted-twice', why);
}
