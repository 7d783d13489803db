import { arrayLength, fill, MOST_BYTES } from './fill.js';
import type { Line, Next } from './line.js';
import type { Row } from './ports.js';
import type { Sender } from './sender.js';
import type { Verdict } from './verdict.js';

/** One request: the verdict on these rows, or what is to be done before there can be one. */
export type Attempt = (rows: readonly Row[]) => Promise<Verdict | Next>;

/** For the dead letters. */
export type Bury = (row: Row, reason: string) => Promise<void>;

/** So many refused in a row and none accepted says something about the destination. */
const TELLING = 3;

/** So often broken by the same single parcel makes it worth a look whether the one behind it passes. */
const STRIKES = 5;

/** Delivers as many of these rows as make one batch, and where it is refused, hunts for those at fault. */
export function createHunt(
  line: Line,
  { resume, pause, postpone }: Sender,
  attempt: Attempt,
  bury: Bury
): (rows: readonly Row[]) => Promise<Next> {
  /** Bytes in one request at most, since a larger one was too large. */
  let most = MOST_BYTES;
  /** How often the first one broke the destination, alone. */
  let strikes = 0;

  const some = (rows: readonly Row[]): readonly Row[] =>
    fill(rows, line.suspects ? Math.ceil(line.suspects / 2) : line.lane.batch, most);

  /** It broke the destination again and again; `behind` is the one after it. Is it the parcel's fault? */
  async function accuse(batch: readonly Row[], behind: readonly Row[]): Promise<Next> {
    strikes = 0;
    // At once, so that an outage hardly has the time to end between the two and turn their order round.
    let answer = await attempt(behind);
    if (typeof answer === 'object' && answer.type === 'sent') {
      answer = await attempt(batch);
      if (typeof answer === 'object' && answer.type === 'retry' && answer.suspect) {
        for (const row of batch) await bury(row, `others pass, ${answer.reason}`);
        return 0;
      }
    }
    if (typeof answer !== 'object') return answer;
    return answer.type === 'retry' ? postpone(answer.reason, answer.retryAfter) : 0;
  }

  return async (rows) => {
    let rest = some(rows);
    let refused = false;
    let proven = false;
    /** Not buried yet, because the fault may still turn out to be the destination's. */
    let convicts: readonly { readonly row: Row; readonly reason: string }[] = [];
    const sentence = async (): Promise<void> => {
      for (const { row, reason } of convicts) await bury(row, reason);
      convicts = [];
    };

    try {
      while (rest.length) {
        const batch = some(rest);
        const count = batch.length;
        const answer = await attempt(batch);
        if (typeof answer !== 'object') return answer;
        const { type, reason } = answer;
        if (type === 'halve') {
          await resume();
          refused = true;
          if (answer.by === 'bytes') most = arrayLength(batch) / 2;
          else line.suspects = count;
        } else if (type === 'sent') {
          strikes = 0;
          // This proves that parcels are taken here: those that were refused before are at fault themselves.
          proven = true;
          rest = rest.slice(count);
          line.suspects = Math.max(0, line.suspects - count);
          await sentence();
        } else if (type === 'refuse') {
          const found = batch.map((row) => ({ row, reason }));
          refused = true;
          rest = rest.slice(count);
          if (proven || !answer.doubtful) for (const { row } of found) await bury(row, reason);
          else convicts = convicts.concat(found);
          // Without a proof that anything is accepted one by one, the cheapest way to get it.
          line.suspects = convicts.length ? 1 : 0;
        } else {
          if (answer.type === 'retry' && answer.suspect) {
            refused = false;
            line.suspects = count;
            const next = rows.findIndex((row) => row === batch[0]) + 1;
            if (count === 1 && ++strikes >= STRIKES && next < rows.length)
              return await accuse(batch, rows.slice(next, next + 1));
          }
          return await postpone(reason, answer.retryAfter);
        }
      }
      const [first] = convicts;
      line.streak += convicts.length;
      if (first && line.streak >= TELLING) return await pause(`every one refused, ${first.reason}`);
      await sentence();
      return 0;
    } finally {
      // A hunt that was broken off begins anew with all of its batch, or the first ones would be judged alone.
      if (refused) line.suspects = 0;
    }
  };
}
