import { expect } from 'chai';
import { Writable } from 'node:stream';
import type { Sight } from '../../../../src/server/report/poll.js';
import { showWaiting } from '../../../../src/server/report/waiting.js';

/** Keeps what is written to it; with `isTTY` it is a terminal to whoever asks. */
class Screen extends Writable {
  public text = '';
  public readonly columns = 100;

  public constructor(public readonly isTTY: boolean) {
    super();
  }

  public override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

const MINUTE = 60_000;
const seen: Sight = { type: 'seen', report: { plays: 2, table: { columns: [], rows: [] } } };
const missed: Sight = { type: 'missed', why: 'report.getTable: HTTP 503. Kaltura is busy: try again later.' };

const shown = (isTTY: boolean): string => {
  const screen = new Screen(isTTY);
  const waiting = showWaiting(screen, 5, 45 * MINUTE);
  waiting.tell(seen, 44 * MINUTE);
  waiting.tell(missed, 43 * MINUTE);
  waiting.end();
  return screen.text;
};

describe('while plays are waited for', () => {
  it('a pipe gets a line for each question', () => {
    expect(shown(false)).to.equal(
      '44 min left: 2 of 5 plays are reported\n43 min left: report.getTable: HTTP 503. Kaltura is busy: try again later.\n'
    );
  });

  it('a terminal gets a bar, and its cursor back', () => {
    const text = shown(true);
    expect(text).to.include('43 min left  report.getTable: HTTP 503');
    expect(text).to.include('\u001b[?25h');
  });
});
