import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';

const ROOT = path.resolve(__dirname, '../../..');

/** The paths in the second column of the table of docs/development.md. */
function pathsOf(markdown: string): readonly string[] {
  const [, table = ''] = markdown.split('## Where to change what');
  const rows = table.split('\n').filter((line) => line.startsWith('| '));
  const cells = rows.map((line) => line.split('|')[2] ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`([\w-]+\/[\w./-]*)`/g)].map(([, found = '']) => found));
}

const isThere = (file: string): boolean => ['src', '.'].some((folder) => existsSync(path.join(ROOT, folder, file)));

describe('docs/development.md: where to change what', () => {
  const paths = pathsOf(readFileSync(path.join(ROOT, 'docs/development.md'), 'utf8'));

  it('names files and folders that are there', () => {
    expect(paths.length).to.be.above(40);
    expect(paths.filter((file) => !isThere(file))).to.deep.equal([]);
  });

  it('would be caught naming one that is gone', () => {
    const [gone = ''] = pathsOf('## Where to change what\n\n| a verb | `xapi/gone.ts`, `other` |\n');
    expect(gone).to.equal('xapi/gone.ts');
    expect(isThere(gone)).to.equal(false);
  });
});
