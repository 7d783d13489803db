/** A table that `report.getTable` answered. */
export interface ReportTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const isText = (value: unknown): value is string => typeof value === 'string';

/**
 * Reads a `KalturaReportTable`: the header's columns between delimiters, and rows that each end with a semicolon. Kaltura
 * does not escape a semicolon in a name, so a row is whole only when it has as many columns as the header. Without plays
 * both are null: an empty table. `undefined`: it is no such answer.
 */
export function readReportTable(answer: unknown, delimiter: string): ReportTable | undefined {
  if (typeof answer !== 'object' || answer === null || !('header' in answer)) return undefined;
  const { header, data } = answer as { readonly header: unknown; readonly data?: unknown };
  if (!isText(header) || !isText(data) || !header) return { columns: [], rows: [] };
  const columns = header.split(delimiter);
  const rows: string[][] = [];
  let row = '';
  for (const piece of data.replace(/;\s*$/, '').split(';')) {
    row = row ? `${row};${piece}` : piece;
    const cells = row.split(delimiter);
    if (cells.length < columns.length) continue;
    rows.push(cells);
    row = '';
  }
  return { columns, rows };
}

/** The sum of a column; `undefined` where there are rows without it. */
export function sumOf({ columns, rows }: ReportTable, column: string): number | undefined {
  const at = columns.indexOf(column);
  if (!rows.length) return 0;
  return at < 0 ? undefined : rows.reduce((sum, cells) => sum + (Number(cells[at]) || 0), 0);
}

/** In columns of the same width, with a line under their names. */
export function printed({ columns, rows }: ReportTable): readonly string[] {
  const widths = columns.map((name, at) => Math.max(name.length, ...rows.map((cells) => cells[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, at) => (cells[at] ?? '').padEnd(width))
      .join('  ')
      .trimEnd();
  return [line(columns), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)];
}
