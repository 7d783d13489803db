/** One line of the input, without its end. Offsets are bytes from the beginning of the input. */
export type Line = {
  /** 1 for the first line that was read. */
  readonly number: number;
  readonly from: number;
  /** Of the byte after the line's end. */
  readonly to: number;
} & ({ readonly text: string; readonly bytes: Buffer } | { readonly unreadable: string });

/** A line that is longer is no viewing but a mistake, and would not fit into memory at its best. */
export const LONGEST = 16 * 1024 * 1024;

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** What is before the end of a line that was written on Windows, or after the mark that editors put at the beginning. */
function bare(bytes: Buffer, isFirst: boolean): Buffer {
  const from = isFirst && bytes.subarray(0, 3).equals(MARK) ? 3 : 0;
  return bytes.subarray(from, bytes.at(-1) === RETURN ? -1 : undefined);
}

function read(
  parts: readonly Buffer[],
  size: number,
  isFirst: boolean,
  longest: number
): { text: string; bytes: Buffer } | { unreadable: string } {
  if (size > longest) return { unreadable: `longer than ${longest / 1024 / 1024} MB: one line is one viewing` };
  const bytes = bare(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts), isFirst);
  try {
    return { text: UTF8.decode(bytes), bytes };
  } catch {
    return { unreadable: 'not UTF-8: save the file in that encoding' };
  }
}

/**
 * The lines of a stream, those together that end in the same chunk of it; nothing is held but these and the beginning of the
 * next one. What follows the last newline is a line, too, once the input has ended.
 * @param start what `offset` bytes and `lines` lines before the stream's first byte were
 */
export async function* linesOf(
  input: AsyncIterable<Buffer>,
  start: { readonly offset: number; readonly lines: number } = { offset: 0, lines: 0 },
  longest = LONGEST
): AsyncGenerator<readonly Line[]> {
  let { offset: at, lines: number } = start;
  let from = at;
  let parts: Buffer[] = [];
  let size = 0;
  const take = (part: Buffer): void => {
    size += part.length;
    at += part.length;
    // Of a line that is too long nothing is kept.
    if (size > longest) parts = [];
    else parts.push(part);
  };
  const end = (): Line => {
    number += 1;
    const line = { number, from, to: at, ...read(parts, size, from === 0, longest) };
    parts = [];
    size = 0;
    from = at;
    return line;
  };
  for await (const chunk of input) {
    const lines: Line[] = [];
    let next = 0;
    for (let newline = chunk.indexOf(NEWLINE); newline >= 0; newline = chunk.indexOf(NEWLINE, next)) {
      take(chunk.subarray(next, newline));
      at += 1;
      next = newline + 1;
      lines.push(end());
    }
    take(chunk.subarray(next));
    if (lines.length) yield lines;
  }
  if (size > 0) yield [end()];
}
