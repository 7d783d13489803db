import { placeOf } from '../../collector/place-of.js';
import { plainReason } from '../../collector/plain-reason.js';
import type { Flow } from './flow.js';

/** What still waits. */
export interface Remains {
  readonly kept: number;
  /** Why it waits: viewers have lanes of their own, and the reason is the same for all. */
  readonly lines: readonly string[];
}

const date = (at: number): string => new Date(at).toISOString();

/** @param reasons why a lane could not be reached last, by lane */
export async function remainsOf(flow: Flow, reasons: ReadonlyMap<string, string>): Promise<Remains> {
  const { lanes } = await flow.status();
  const groups = new Map<string, number>();
  let kept = 0;
  for (const { lane, waiting, paused, reason: known, retryAt, asked } of lanes) {
    if (!waiting) continue;
    const words = plainReason(paused ?? known ?? reasons.get(placeOf(lane)) ?? 'no answer yet');
    // Our own back-off is over before anybody has read it.
    const reason = asked && retryAt !== undefined ? `${words}; it asks to wait until ${date(retryAt)}` : words;
    const group = `${placeOf(lane)}: ${reason}`;
    groups.set(group, (groups.get(group) ?? 0) + waiting);
    kept += waiting;
  }
  return { kept, lines: [...groups].map(([group, waiting]) => `${waiting} kept for ${group}`) };
}

/** As a shell takes it. */
const word = (path: string): string => (/^[\w./:@+-]+$/.test(path) ? path : JSON.stringify(path));

/** What to do about what is kept. @param settings the settings file, where there is one */
export const howToSend = (directory: string, settings?: string): string =>
  `What is kept waits in ${directory}. The next run sends it, or: ` +
  `playkit-js-xapi flush --directory ${word(directory)}${settings === undefined ? '' : ` --settings ${word(settings)}`}. ` +
  'What keeps it is looked into by: playkit-js-xapi doctor';
