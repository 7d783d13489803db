import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { manifest, requireHere, ROOT } from './built.js';

/** Every path that package.json promises. */
function promised(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(promised) : [];
}

const node = (args: readonly string[], cwd = ROOT) => execFileSync(process.execPath, args, { cwd, encoding: 'utf8' });

describe('the package', () => {
  it('holds every file that it promises', () => {
    const entries = ['main', 'module', 'types', 'unpkg', 'jsdelivr', 'exports', 'sideEffects'];
    const missing = entries
      .flatMap((key) => promised(manifest[key]))
      .filter((file) => !existsSync(path.join(ROOT, file)));
    expect(missing, 'npm run build').to.deep.equal([]);
  });

  it('writes its version into the ES modules', () => {
    const index = readFileSync(path.join(ROOT, 'dist/esm/index.js'), 'utf8');
    expect(index).to.include(`"${manifest.version}"`).and.not.to.include('__VERSION__');
  });

  it('gives its core to plain Node by import and by require(), and the core brings nothing along', () => {
    const told = (load: string) => `
      const known = Object.keys(globalThis).length;
      const core = ${load};
      console.log(Object.keys(globalThis).length - known, Object.keys(core).sort().join());`;
    const core = JSON.stringify(`${manifest.name}/core`);
    const imported = node(['--input-type=module', '-e', told(`await import(${core})`)]);
    const required = node(['-e', told(`require(${core})`)]);
    expect(imported).to.equal(required);
    expect(imported).to.match(/^0 .*\bencode\b.*\bview\b/);
  });

  it('gives every door to plain Node by import and by require(), and none begins by being loaded', () => {
    for (const [door, name] of Object.entries({
      portal: 'createPortal',
      media: 'trackMedia',
      server: 'createCollector',
      'adapter-check': 'checkAdapter'
    })) {
      const told = (load: string) => `console.log(typeof (${load})[${JSON.stringify(name)}]);`;
      const path = JSON.stringify(`${manifest.name}/${door}`);
      expect(node(['--input-type=module', '-e', told(`await import(${path})`)]).trim(), door).to.equal('function');
      expect(node(['-e', told(`require(${path})`)]).trim(), door).to.equal('function');
    }
  });

  it('gives out the schema of its settings', () => {
    expect(requireHere(`${manifest.name}/settings.schema.json`)).to.have.property('$schema');
  });

  it('keeps hosts out of the lock file', () => {
    const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as { packages: object };
    expect(Object.values(lock.packages).filter((one: object) => 'resolved' in one)).to.deep.equal([]);
  });

  it('pins the player that its tests were seen with', () => {
    const { devDependencies } = manifest as unknown as { devDependencies: Record<string, string> };
    const installed = requireHere('@playkit-js/kaltura-player-js/package.json') as { version: string };
    expect(devDependencies['@playkit-js/kaltura-player-js']).to.equal(installed.version);
  });

  describe('to TypeScript', () => {
    let project = '';
    before(() => {
      project = mkdtempSync(path.join(tmpdir(), 'playkit-xapi-consumer-'));
      mkdirSync(path.join(project, 'node_modules'));
      for (const name of [manifest.name, '@playkit-js'])
        symlinkSync(
          name === manifest.name ? ROOT : path.join(ROOT, 'node_modules', name),
          path.join(project, 'node_modules', name),
          'junction'
        );
    });
    after(() => rmSync(project, { recursive: true, force: true }));

    it('has types for import and for require, under every way to resolve', function () {
      this.timeout(60_000);
      const use = `
        import { NAME, VERSION, type Statement, type XapiConfig } from '${manifest.name}';
        import { view } from '${manifest.name}/core';
        const name: 'xapi' = NAME;
        const statement: Pick<Statement, 'id'> = { id: VERSION };
        export const config: XapiConfig = {};
        export { name, statement, view };
        // @ts-expect-error a version is a string
        export const wrong: number = VERSION;`;
      const page = `
        import { getPlayers, setup } from '@playkit-js/kaltura-player-js';
        import type { Plugin } from '${manifest.name}';
        const player = setup({
          targetId: 'player',
          provider: { partnerId: 1091 },
          playback: { autoplay: true },
          plugins: {
            xapi: {
              endpoint: 'https://lrs.example/xapi',
              beaconInterval: 'Quarters',
              beforeSend: (statement) => void delete statement.actor.name
            },
            kava: { disable: true }
          }
        });
        export const told: Promise<number> = player.plugins.xapi.status().then(({ lanes }) => lanes.length);
        export const loaded = player.loadMedia({ entryId: '0_entry' });
        player.configure({ plugins: { xapi: { enabled: 'No' } } });
        for (const each of Object.values(getPlayers())) void (each.plugins['xapi'] as unknown as Plugin).flush();
        // @ts-expect-error a misspelt setting
        setup({ targetId: 'player', provider: { partnerId: 1091 }, plugins: { xapi: { endpiont: '' } } });
        // @ts-expect-error a word that no setting takes
        player.configure({ plugins: { xapi: { beaconInterval: 'Thirds' } } });
        // @ts-expect-error no such method
        player.plugins.xapi.stats();`;
      for (const file of ['esm.mts', 'cjs.cts']) writeFileSync(path.join(project, file), use);
      writeFileSync(path.join(project, 'page.ts'), page);
      const tsc = requireHere.resolve('typescript/bin/tsc');
      const strict = ['--noEmit', '--strict', '--skipLibCheck', '--exactOptionalPropertyTypes'];
      const run = (...args: string[]) => {
        try {
          return node([tsc, ...strict, ...args], project);
        } catch (error) {
          return (error as { stdout: string }).stdout;
        }
      };
      expect(run('--module', 'nodenext', 'esm.mts', 'cjs.cts')).to.equal('');
      expect(run('--module', 'esnext', '--moduleResolution', 'bundler', 'esm.mts')).to.equal('');
      expect(run('--target', 'es2020', '--module', 'esnext', '--moduleResolution', 'bundler', 'page.ts')).to.equal('');
    });
  });
});
