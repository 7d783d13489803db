export type Span = readonly [from: number, to: number];

/** `0.000[.]12.000[,]14.000[.]21.000`, or undefined when it is not that. No segment at all is the empty string. */
export function parseSegments(text: string): readonly Span[] | undefined {
  if (text === '') return [];
  const spans: Span[] = [];
  for (const part of text.split('[,]')) {
    const match = /^(\d+(?:\.\d{1,3})?)\[\.\](\d+(?:\.\d{1,3})?)$/.exec(part);
    if (!match) return undefined;
    const span: Span = [Number(match[1]), Number(match[2])];
    if (span[1] < span[0]) return undefined;
    spans.push(span);
  }
  return spans;
}

/** Length of the union. Gaps up to `gap` seconds count as watched, at the head and the tail of `length` too. */
export function unionOf(spans: readonly Span[], gap = 0, length = Infinity): number {
  let total = 0;
  let reached = 0;
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (to <= reached) continue;
    total += to - (from - reached <= gap ? reached : Math.max(from, reached));
    reached = to;
  }
  return length - reached <= gap && total > 0 ? total + length - reached : total;
}
