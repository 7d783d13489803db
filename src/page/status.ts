import type { DeadLetter } from '../delivery/ports.js';
import type { LaneStatus, OutboxStatus } from '../delivery/status.js';
import type { Page } from './page.js';
import type { Problem } from '../settings/settings.js';

/** What `status()` answers. */
export interface Status extends OutboxStatus {
  /** Whether statements are sent: switched on, and every setting that the record store needs is there. */
  readonly on: boolean;
  readonly problems: readonly Problem[];
  /** What no destination took, with the reason. */
  readonly dead: readonly DeadLetter[];
}

/** Most pages tell the analytics nothing: a lane of theirs is there only for what other pages may have left in it. */
const isUnused = ({ lane, waiting, sent, refused, evicted, uncertain, unanswered = 0 }: LaneStatus): boolean =>
  lane.destination === 'analytics' && !(waiting + sent + refused + evicted + uncertain + unanswered);

/** Where delivery stands, of these lanes alone: a page may have players of different sites. */
export async function statusOf(
  page: Page | undefined,
  mine: ReadonlySet<string>
): Promise<Omit<Status, 'on' | 'problems'>> {
  const { outbox } = page?.ports ?? {};
  const status = (await outbox?.status()) ?? { durable: false, exclusive: false, lanes: [], unserved: [] };
  const dead = (await outbox?.dead()) ?? [];
  const lanes = status.lanes.filter((each) => mine.has(each.lane.key) && !isUnused(each));
  return { ...status, lanes, dead: dead.filter(({ lane }) => mine.has(lane)) };
}
