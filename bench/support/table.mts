/** Rows of text in columns: the first ones to the left, the others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], left: number): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i < left ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** How many times ours; nothing where ours is too small to divide by. */
export const ratio = (value: number, ours: number): string => (ours > 0 ? `${(value / ours).toFixed(1)}x` : '-');

/** The same as Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[], left: number): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i < left ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
