import { expect } from 'chai';
import { Writable } from 'node:stream';
import { showProgress } from '../../../../src/server/commands/collect/progress.js';
import { emptyTally } from '../../../../src/server/commands/delivery/tally.js';

class Paper extends Writable {
  public text = '';
  public readonly columns = 120;

  public constructor(public readonly isTTY: boolean) {
    super();
  }

  public override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }

  // What the bar needs of a terminal.
  public cursorTo(): void {}
  public clearLine(): void {}
  public clearScreenDown(): void {}
  public moveCursor(): void {}
}

describe('Progress', () => {
  it('in a pipe is a line now and then', () => {
    const paper = new Paper(false);
    let now = 0;
    const progress = showProgress(paper, 200, () => now);
    const tally = { ...emptyTally(), taken: 3, known: 1, sent: 12 };
    for (; now < 12_000; now += 100) progress.update(now / 120, tally);
    progress.say('line 5: no id');
    progress.end();
    expect(paper.text).to.equal(
      '20 %, 4 viewings, 0 broken, 12 sent, 0 refused\n' +
        '41 %, 4 viewings, 0 broken, 12 sent, 0 refused\n' +
        'line 5: no id\n'
    );
  });

  it('of an input without a length says how much, not how far', () => {
    const paper = new Paper(false);
    let now = 0;
    const progress = showProgress(paper, undefined, () => now);
    now = 5000;
    progress.update(100, { ...emptyTally(), taken: 1 });
    expect(paper.text).to.equal('1 viewing, 0 broken, 0 sent, 0 refused\n');
  });

  it('on a terminal is a bar, and messages stand above it', () => {
    const paper = new Paper(true);
    const progress = showProgress(paper, 200, () => 0);
    progress.update(100, { ...emptyTally(), taken: 2 });
    progress.say('line 5: no id');
    progress.end();
    expect(paper.text).to.match(/line 5: no id\n.*[█░]+ 50 % {2}2 viewings/s);
  });
});
