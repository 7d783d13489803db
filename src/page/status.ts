import type { DeadLetter, Parcel } from '../delivery/ports.js';
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
const isUnused = ({ lane, waiting, sent, refused, evicted, uncertain }: LaneStatus): boolean =>
  lane.destination === 'analytics' && !(waiting + sent + refused + evicted + uncertain);

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

/**
 * Those of the letters that may be sent again. One that was held goes through the site's hands once more: it must never
 * leave as it was.
 */
export const revivable = (
  dead: readonly DeadLetter[],
  ids: readonly string[] | undefined,
  redo: (body: string) => Pick<Parcel, 'id' | 'body'> | undefined
): readonly DeadLetter[] =>
  dead.flatMap((letter) => {
    const redone = letter.held ? redo(letter.body) : {};
    return redone && (ids?.includes(letter.id) ?? true) ? [{ ...letter, ...redone }] : [];
  });
