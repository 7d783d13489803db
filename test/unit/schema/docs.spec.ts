import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { HAPPENINGS } from '../../../src/schema/happening.js';
import { PLAYBACK_EVENTS } from '../../../src/schema/playback-event.js';

const PAGE = readFileSync(path.resolve(__dirname, '../../../docs/adapters.md'), 'utf8');

/** The rows of the table under this heading of its first column. */
function rowsOf(heading: string): readonly (readonly [first: string, second: string])[] {
  const [, table = ''] =
    new RegExp(`\\n\\| ${heading} +\\|[^\\n]*\\n\\| -[^\\n]*\\n((?:\\|[^\\n]*\\n)+)`).exec(PAGE) ?? [];
  return table
    .trim()
    .split('\n')
    .map((row) => row.split('|'))
    .map(([, first = '', second = '']) => [first, second]);
}

const ticked = (cell: string): readonly string[] => [...cell.matchAll(/`(\w+)`/g)].map(([, word = '']) => word);

describe('docs/adapters.md', () => {
  it('has every event that a player reports, once, with fields that it has', () => {
    const events = rowsOf('event').flatMap(([cell]) => [...cell.matchAll(/\{ type: '(\w+)'([^}]*)\}/g)]);
    const { tick: _, ...told } = PLAYBACK_EVENTS;
    expect(events.map(([, type]) => type)).to.have.members(Object.keys(told));
    for (const [, type = '', fields = ''] of events) {
      const table: object = told[type as keyof typeof told];
      const named = [...fields.matchAll(/\w+/g)].map(([field]) => field);
      expect(Object.keys(table), type).to.include.members(named);
      expect([...named, 'seeking'], type).to.include.members(Object.keys(table));
    }
  });

  it('has every happening once, with all its fields', () => {
    const rows = rowsOf('happenings');
    expect(rows.flatMap(([names]) => ticked(names))).to.have.members(Object.keys(HAPPENINGS));
    for (const [names, fields] of rows)
      for (const name of ticked(names)) {
        const table: object = HAPPENINGS[name as keyof typeof HAPPENINGS];
        expect(ticked(fields), name).to.have.members(Object.keys(table));
      }
  });
});
