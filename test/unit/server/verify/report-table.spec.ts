import { expect } from 'chai';
import fc from 'fast-check';
import { printed, readReportTable, sumOf } from '../../../../src/server/report/report-table.js';

const cell = fc.string({ unit: fc.constantFrom('a', '0', ' ', ';', 'é', '-'), maxLength: 8 });

describe('a table of the report', () => {
  it('is read as it was written, semicolons in names included', () => {
    // A row that begins with an empty cell, or ends in a semicolon, cannot be told from its neighbours.
    const whole = (row: readonly string[]): boolean => row[0] !== '' && !row[0]?.startsWith(';') && !/;$/.test(row.at(-1) ?? ''); // prettier-ignore
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }).filter(inner).filter(whole)));
    fc.assert(
      fc.property(table, (rows) => {
        const width = rows[0]?.length ?? 2;
        const columns = Array.from({ length: width }, (_, at) => `c${at}`);
        const answer = { header: columns.join('|'), data: rows.map((row) => `${row.join('|')};`).join('') };
        expect(readReportTable(answer, '|')).to.deep.equal({ columns, rows: rows.length ? rows : [] });
      })
    );
  });
  /** The last cell of a row is a number in Kaltura's tables: a semicolon in it would begin another row. */
  const inner = (row: readonly string[]): boolean => !(row.at(-1) ?? '').includes(';');

  it('is empty where there are no plays, and none where it is something else', () => {
    expect(readReportTable({ header: null, data: null, totalCount: 0 }, '|')).to.deep.equal({ columns: [], rows: [] });
    for (const answer of [null, 'x', true, {}, []]) expect(readReportTable(answer, '|')).to.equal(undefined);
  });

  it('is counted by its column, and not without it', () => {
    const table = { columns: ['object_id', 'count_plays'], rows: [['0_a', '3'], ['0_b', '4'], ['0_c', '']] }; // prettier-ignore
    expect(sumOf(table, 'count_plays')).to.equal(7);
    expect(sumOf(table, 'plays')).to.equal(undefined);
    expect(sumOf({ columns: [], rows: [] }, 'count_plays')).to.equal(0);
  });

  it('is printed in columns', () => {
    expect(printed({ columns: ['object_id', 'n'], rows: [['0_a', '3']] })).to.deep.equal([
      'object_id  n',
      '---------  -',
      '0_a        3'
    ]);
  });
});
