import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as prettier from 'prettier';
import { createGenerator } from 'ts-json-schema-generator';

/** Where the schema lies in the repository and in the package. */
export const schemaPath = resolve(__dirname, '../settings.schema.json');

/** The JSON Schema (draft-07) of what the plugin and a server's file may say: types and TSDoc are the one source of it. */
export const makeSettingsSchema = (): Promise<string> => {
  const schema = createGenerator({
    path: resolve(__dirname, '../src/server/collector/collector-types.ts'),
    tsconfig: resolve(__dirname, '../tsconfig.json'),
    type: 'SettingsFile',
    schemaId: 'playkit-js-xapi/settings.schema.json',
    // What a function may be, JSON cannot say: such a setting, or such a form of it, is left out.
    functions: 'hide',
    topRef: false,
    // In draft-07 a `$ref` silences what stands beside it: ranges and patterns would be lost.
    expose: 'none',
    skipTypeCheck: true
  }).createSchema('SettingsFile');
  return prettier.format(
    JSON.stringify({ title: 'Settings of the Kaltura player plugin xapi, and of its command line', ...schema }),
    {
      parser: 'json',
      printWidth: 120
    }
  );
};

if (process.argv[1] && resolve(process.argv[1]) === __filename)
  void makeSettingsSchema().then((schema) => writeFileSync(schemaPath, schema));
