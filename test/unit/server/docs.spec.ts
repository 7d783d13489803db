import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PROJECT } from '../../../demo/server/places.js';
import { folder, removeFolders } from './folder.js';
import { standIn, type StandIn } from './stand-in.js';

/** The example of the page, as a program of today's sources. */
function example(): string {
  const page = readFileSync(join(PROJECT, 'docs', 'server.md'), 'utf8');
  const [, code = ''] = /<!-- example: kiosk\.mjs -->\s+```js\n([^]*?)```/.exec(page) ?? [];
  const [first = '', ...rest] = code.split('\n');
  const server = JSON.stringify(join(PROJECT, 'src', 'server', 'index.ts'));
  expect(first).to.equal("import { createCollector } from 'playkit-js-xapi/server';");
  return `const { createCollector } = require(${server});\n(async () => {\n${rest.join('\n')}\n})();\n`;
}

describe('docs/server.md', function () {
  this.timeout(30_000);
  let site: StandIn;
  before(async () => {
    site = await standIn();
  });
  after(async () => {
    await site.close();
    removeFolders();
  });

  it('its kiosk runs, and its viewing arrives', async () => {
    const directory = folder();
    const file = join(directory, 'kiosk.cjs');
    writeFileSync(file, example());
    const { endpoint = '', key = '', secret = '' } = site.config;
    const child = spawn(
      process.execPath,
      ['-r', require.resolve('tsx/cjs'), '-r', join(PROJECT, 'test/support/version.cjs'), file],
      {
        cwd: PROJECT,
        env: {
          ...process.env,
          OUTBOX: join(directory, 'outbox'),
          XAPI_ENDPOINT: endpoint,
          XAPI_KEY: key,
          XAPI_SECRET: secret
        }
      }
    );
    let out = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(errors).to.equal('');
    expect(code).to.equal(0);
    expect(out).to.equal(`lrs ${new URL(endpoint).host}: 3 sent, 0 wait\n`);
    expect((await site.statements()).map(({ verb }) => verb.display['en'])).to.deep.equal([
      'played',
      'watched',
      'paused'
    ]);
  });
});
