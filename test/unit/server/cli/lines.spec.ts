import { expect } from 'chai';
import fc from 'fast-check';
import { linesOf, type Line } from '../../../../src/server/commands/collect/lines.js';

async function* chunks(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Buffer> {
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const to of [...ends, bytes.length]) {
    yield bytes.subarray(from, to);
    from = to;
  }
}

async function read(bytes: Buffer, cuts: readonly number[] = [], longest?: number): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for await (const some of linesOf(chunks(bytes, cuts), undefined, longest)) lines.push(...some);
  return lines;
}

const texts = (lines: readonly Line[]): readonly string[] =>
  lines.map((line) => ('text' in line ? line.text : `! ${line.unreadable}`));

describe('Lines of the input', function () {
  this.timeout(20_000);

  it('are the same however the bytes come, and their offsets lead back to them', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary' }).filter((text) => !/[\r\n\uFEFF]/.test(text))),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.array(fc.nat(1000)),
        async (said, end, closed, cuts) => {
          const text = said.map((line) => line + end).join('');
          const bytes = Buffer.from(closed ? text : text.slice(0, -end.length));
          const lines = await read(bytes, cuts);
          const wanted = closed || said.at(-1) !== '' ? said : said.slice(0, -1);
          expect(texts(lines)).to.deep.equal(wanted);
          for (const line of lines) {
            const raw = bytes.subarray(line.from, line.to).toString();
            expect(raw.replace(/\r?\n$/, '')).to.equal('text' in line ? line.text : '');
          }
          expect(lines.map(({ number }) => number)).to.deep.equal(lines.map((_, i) => i + 1));
        }
      )
    ));

  it('leave out the mark of UTF-8 before the first', async () => {
    expect(texts(await read(Buffer.from('\uFEFF{"a":1}\n\uFEFFb\n')))).to.deep.equal(['{"a":1}', '\uFEFFb']);
  });

  it('that are too long are refused, and nothing of them is held', async () => {
    const bytes = Buffer.from(`short\n${'x'.repeat(50)}\nafter`);
    const [first, second, third] = texts(await read(bytes, [3, 20, 40], 20));
    expect([first, third]).to.deep.equal(['short', 'after']);
    expect(second).to.match(/^! longer than/);
  });

  it('that are no UTF-8 are refused', async () => {
    const bytes = Buffer.concat([Buffer.from('fine\n'), Buffer.from([0x66, 0xfc, 0x72]), Buffer.from('\nfine')]);
    expect(texts(await read(bytes))).to.deep.equal(['fine', '! not UTF-8: save the file in that encoding', 'fine']);
  });

  it('go on counting where the input was left', async () => {
    const lines: Line[] = [];
    for await (const some of linesOf(chunks(Buffer.from('c\nd\n'), []), { offset: 4, lines: 2 })) lines.push(...some);
    expect(lines.map(({ number, from, to }) => [number, from, to])).to.deep.equal([
      [3, 4, 6],
      [4, 6, 8]
    ]);
  });
});
