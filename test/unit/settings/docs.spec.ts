import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import type { XapiConfig } from '../../../src/settings/config.js';
import schema from '../../../settings.schema.json';
import { spoiled } from './read.js';

/** `satisfies` keeps this list complete; functions alone are not in the schema. */
const keys = { ...schema.properties, beforeSend: {} } satisfies Record<keyof XapiConfig, object>;

const page = readFileSync(resolve(__dirname, '../../../docs/settings.md'), 'utf8');
const [, reference = ''] = page.split('\n## Reference\n');
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
    const own = Object.keys(keys).filter((key) => !['directory', 'referrer', 'session', '$schema'].includes(key));
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

  it('gives settings in JSON that are good', () => {
    const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(
      ([, json = '']) => JSON.parse(json) as { plugins?: { xapi: object } }
    );
    expect(examples).to.have.length(2);
    for (const example of examples)
      expect(spoiled({ oauthToken: 't', ...(example.plugins?.xapi ?? example) }).problems).to.deep.equal([]);
  });
});
