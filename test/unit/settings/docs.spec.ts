import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import type { XapiConfig } from '../../../src/settings/config.js';
import schema from '../../../settings.schema.json';
import type { ProblemCode } from '../../../src/settings/settings.js';
import { read, spoiled } from './read.js';

/** `satisfies` keeps this list complete. */
const CODES = {
  'bad-value': 1,
  missing: 1,
  'unknown-key': 1,
  'bad-identity': 1,
  'bad-site': 1,
  unreachable: 1,
  'secret-served': 1,
  'no-token': 1,
  'bad-ks': 1,
  paused: 1,
  refused: 1,
  unserved: 1,
  'before-send': 1,
  'bad-call': 1,
  'bad-entry': 1,
  'bad-element': 1,
  'counted-twice': 1,
  insecure: 1,
  unvouched: 1,
  'too-many': 1,
  'no-session': 1,
  'not-durable': 1,
  damaged: 1,
  'open-folder': 1,
  orphaned: 1,
  internal: 1
} satisfies Record<ProblemCode, 1>;

/** `satisfies` keeps this list complete; functions alone are not in the schema. */
const keys = { ...schema.properties, beforeSend: {} } satisfies Record<keyof XapiConfig, object>;

const page = readFileSync(resolve(__dirname, '../../../docs/settings.md'), 'utf8');
const [, reference = ''] = page.split('\n## Reference\n');
/** The samples in this language, letter by letter. */
const samples = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, code = '']) => code);

const [uiConf, site] = samples('json').map((json) => JSON.parse(json) as Record<string, unknown>);

/** What a sample says: the argument of `setup`, or its constants. */
function evaluated(code: string): Record<string, unknown> {
  let told: object = {};
  const KalturaPlayer = { setup: (config: object) => (told = config) };
  const names = [...code.matchAll(/^const (\w+)/gm)].map(([, name = '']) => name);
  const constants = runInNewContext(`${code}\n({ ${names.join(', ')} })`, { KalturaPlayer }) as object;
  return { ...told, ...constants };
}

/** Setting, values, default, example. */
const rows = reference
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim())
  );

describe('docs/settings.md', () => {
  it('has each setting in its reference table once, and nothing else', () => {
    // What only a server's file may say is in docs/server.md and docs/command-line.md.
    const own = Object.keys(keys).filter((key) => !['directory', 'session', '$schema'].includes(key));
    expect(rows.map(([key]) => key)).to.have.members(own.map((key) => `\`${key}\``));
    expect(rows.map(({ length }) => length)).to.deep.equal(rows.map(() => 4));
  });

  it('says the defaults that the schema says', () => {
    for (const [key, rule] of Object.entries(schema.properties)) {
      if (!('default' in rule)) continue;
      const row = rows.find((cells) => cells[0] === `\`${key}\``);
      const said = row?.[2] ?? '';
      const plain = said.replace(/[`']/g, '').toLowerCase();
      expect(plain, key).to.equal(
        typeof rule.default === 'boolean' ? (rule.default ? 'yes' : 'no') : String(rule.default).toLowerCase()
      );
    }
  });

  for (const [key = '', , , example = ''] of rows)
    it(`gives a good example of ${key}`, () => {
      const config = runInNewContext(`({ ${key}: ${example} })`.replace(/`/g, '')) as object;
      expect(Object.keys(config)).to.have.length(1);
      expect(spoiled({ oauthToken: 't', ...config }).problems).to.deep.equal([]);
    });

  it('gives settings in JSON that send statements as they stand: those of a uiconf', () => {
    const { settings, problems } = read(
      (uiConf as unknown as { readonly plugins: { readonly xapi: object } }).plugins.xapi
    );
    expect(problems).to.deep.equal([]);
    expect(settings.lrs).to.include({ url: 'https://lrs.example/xapi/statements' });
  });

  it('gives settings in JSON that send statements as they stand: those of a site, for the page that asks for them', () => {
    const [, asking] = samples('js').map(evaluated);
    const { siteSettings, ...config } = (asking?.['plugins'] as { readonly xapi: Record<string, unknown> }).xapi;
    expect(siteSettings).to.be.a('string');
    // Whatever may not be served is dropped: nothing of it may be needed.
    expect(site).to.not.have.any.keys('key', 'secret', 'oauthToken');
    const { settings, problems } = read(site, config);
    expect(problems).to.deep.equal([]);
    expect(settings.lrs?.auth.type).to.equal('bearer');
    expect(settings.viewing).to.include({ beaconInterval: 'onePercent', videoEndPercent: 95 });
  });

  it('gives settings in JavaScript that are good as they stand', () => {
    const all = samples('js').map(evaluated);
    expect(all).to.have.length(4);
    const [setup, , ...parts] = all;
    const { problems, settings } = read((setup?.['plugins'] as { readonly xapi: object }).xapi);
    expect([problems, settings.lrs?.auth.type]).to.deep.equal([[], 'bearer']);
    for (const { xapi } of parts) expect(spoiled(xapi as object).problems).to.deep.equal([]);
  });

  it('has the code of every problem, once', () => {
    const [, table = ''] = /\n\| code[^]*?\n((?:\|.*\n)+)/.exec(page) ?? [];
    const named = [...table.matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code);
    expect(named).to.have.members(Object.keys(CODES));
    expect(named).to.have.length(new Set(named).size);
  });
});
