import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { amdLoader } from './amd.js';
import { BUNDLE, manifest, PLAYER, replaceModule, requireHere, runScript, stubPlayer } from './built.js';

interface Exported {
  readonly NAME: string;
  readonly VERSION: string;
  readonly Plugin: unknown;
}

/** The same three names wherever it comes from, registered once under its own name. */
function expectPlugin(exported: unknown, registered: ReturnType<typeof stubPlayer>['registered']): void {
  const { NAME, VERSION, Plugin } = exported as Exported;
  expect(NAME).to.equal('xapi');
  expect(VERSION).to.equal(manifest.version);
  expect(registered).to.deep.equal([{ name: 'xapi', plugin: Plugin }]);
}

describe('dist/playkit-xapi.js', () => {
  before(() => expect(existsSync(BUNDLE), 'there is no bundle: npm run build').to.equal(true));

  it('is loaded by require()', () => {
    const player = stubPlayer();
    // The real player needs a page to be loaded.
    const done = replaceModule(requireHere.resolve(PLAYER), player.module);
    try {
      expectPlugin(requireHere(manifest.name), player.registered);
    } finally {
      done();
    }
  });

  it('is loaded by a script tag, beside other plugins', () => {
    const player = stubPlayer();
    const other = {};
    const page = { KalturaPlayer: { ...player.module, plugins: { other } as Record<string, unknown> } };
    runScript(BUNDLE, { self: page });
    expect(page.KalturaPlayer.plugins['other']).to.equal(other);
    expectPlugin(page.KalturaPlayer.plugins['xapi'], player.registered);
  });

  it('is loaded by a script tag where elements are called as what CommonJS has', () => {
    const player = stubPlayer();
    const page = { KalturaPlayer: { ...player.module, plugins: {} as Record<string, unknown> } };
    const exports = {};
    const module = {};
    runScript(BUNDLE, { self: page, exports, module });
    expectPlugin(page.KalturaPlayer.plugins['xapi'], player.registered);
    expect([exports, module]).to.deep.equal([{}, {}]);
  });

  it('is loaded by AMD, beside another plugin and without a name of its own', () => {
    const player = stubPlayer();
    const page = {};
    const { define, load, get } = amdLoader();
    define(PLAYER, [], () => player.module);
    // What webpack makes of every other plugin of this player.
    define('KalturaPlayer', [], () => 'another plugin');
    load('plugins/xapi', (amd) => runScript(BUNDLE, { self: page, define: amd }));
    expectPlugin(get('plugins/xapi'), player.registered);
    expect(get('KalturaPlayer')).to.equal('another plugin');
    expect(page).to.deep.equal({});
  });

  it('can be loaded twice by AMD under two ids', () => {
    const { define, load, get } = amdLoader();
    define(PLAYER, [], () => stubPlayer().module);
    for (const id of ['a', 'b']) load(id, (amd) => runScript(BUNDLE, { self: {}, define: amd }));
    expect((get('a') as Exported).NAME).to.equal((get('b') as Exported).NAME);
  });
});
