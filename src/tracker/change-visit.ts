import type { Wording } from '../settings/settings.js';
import { whoIs } from '../settings/who-is.js';
import type { TrackerPorts } from './ports.js';

/** Another viewer, or nobody any more, begins another visit. */
export function changeVisit(before: Wording | undefined, after: Wording, { visit }: Pick<TrackerPorts, 'visit'>): void {
  const who = whoIs(after);
  const last = before ? whoIs(before) : '';
  if (last && last !== who) visit(who, last);
}
