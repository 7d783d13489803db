import { expect } from 'chai';
import { forbidden, forbiddenPackage, ROOMS } from './rooms.js';
import { importsOf, read, resolveImport, roomOf, sources } from './sources.js';

/** `entry.ts -> ../x.js: why` for each import that docs/development.md does not allow. */
function wrongImports(source: ReturnType<typeof read>): string[] {
  return importsOf(source).flatMap((specifier) => {
    const target = resolveImport(source.file, specifier);
    const why =
      target === undefined ? forbiddenPackage(source.room, specifier) : forbidden(source.room, roomOf(target));
    return why === undefined ? [] : [`${source.file} -> ${specifier}: ${why}`];
  });
}

describe('rooms', () => {
  it('import downward only', () => {
    expect(sources().flatMap(wrongImports)).to.deep.equal([]);
  });

  it('are those of docs/development.md', () => {
    expect(sources().filter(({ room }) => !ROOMS.includes(room)).map(({ file }) => file)).to.deep.equal([]); // prettier-ignore
  });

  it('hold relative imports to the extension that ES modules need', () => {
    const wrong = sources().flatMap((source) =>
      importsOf(source)
        .filter((specifier) => specifier.startsWith('.') && !specifier.endsWith('.js'))
        .map((specifier) => `${source.file} -> ${specifier}`)
    );
    expect(wrong).to.deep.equal([]);
  });

  it('leave events/ to types', () => {
    const running = sources().filter(({ room, tree }) => {
      const words = tree.statements.filter((s) => !['import type', 'export type', 'export interface', 'interface', 'type'].some((w) => s.getText().startsWith(w))); // prettier-ignore
      return room === 'events' && words.length > 0;
    });
    expect(running.map(({ file }) => file)).to.deep.equal([]);
  });

  const wrong: Record<string, [file: string, text: string]> = {
    'an import upward': ['viewing/x.ts', `import { a } from '../xapi/a.js';`],
    'an import of a type upward': ['delivery/x.ts', `import type { A } from '../tracker.js';`],
    'a re-export upward': ['events/x.ts', `export * from '../settings/a.js';`],
    'a late import upward': ['viewing/x.ts', `const a = import('../page/page.js');`],
    'an import in a type': ['viewing/x.ts', `type A = import('../page/page.js').A;`],
    'a neighbour': ['settings/x.ts', `import { a } from '../viewing/a.js';`],
    'adapters that know each other': ['media/x.ts', `import { a } from '../player/a.js';`],
    'ports in the tracker': ['tracker.ts', `import { a } from './browser/a.js';`],
    'the browser on a server': ['server/x.ts', `import { a } from '../browser/a.js';`],
    'an environment in the core': ['core.ts', `export * from './tracker.js';`],
    'the player below the adapter': ['tracker.ts', `import { core } from '@playkit-js/kaltura-player-js';`],
    'a package at run time': ['xapi/x.ts', `import { v4 } from 'uuid';`],
    'an unknown room': ['utils/x.ts', `import { a } from '../events/a.js';`]
  };
  for (const [name, [file, text]] of Object.entries(wrong)) {
    it(`would catch ${name}`, () => {
      expect(wrongImports(read(file, text))).to.have.length(1);
    });
  }

  it('let a room use what is below it', () => {
    const text = `import { a } from '../viewing/a.js'; import type { B } from '../events/b.js'; import { c } from './c.js';`;
    expect(wrongImports(read('xapi/x.ts', text))).to.deep.equal([]);
  });
});
