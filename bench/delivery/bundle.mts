import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import webpack, { type Configuration } from 'webpack';
import { BUNDLES } from './plan.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));

/** TypeScript as the plugin's own bundle takes it, and this folder's modules besides. */
function configuration(folder: string): Configuration {
  const { common } = createRequire(import.meta.url)('../../webpack.config.js') as { readonly common: Configuration };
  const [rule] = common.module?.rules ?? [];
  if (!rule || typeof rule !== 'object') throw new Error('webpack.config.js has no rule for TypeScript any more');
  return {
    ...common,
    mode: 'production',
    devtool: false,
    context: HERE,
    entry: Object.fromEntries(BUNDLES.map((name) => [name, `./page/${name}.mts`])),
    output: { path: folder, filename: '[name].js' },
    // The minifier takes longer than the rest, and changes nothing that is measured.
    optimization: { minimize: false },
    resolve: {
      extensions: ['.mts', '.ts', '.js'],
      extensionAlias: { '.js': ['.ts', '.js'], '.mjs': ['.mts', '.mjs'] }
    },
    module: { ...common.module, rules: [{ ...rule, test: /\.m?ts$/ }] }
  };
}

/** Writes the page of each sender into a folder. */
export function bundle(folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    webpack(configuration(folder), (error, stats) => {
      if (error) reject(error);
      else if (stats?.hasErrors()) reject(new Error(stats.toString({ preset: 'errors-only' })));
      else resolve();
    });
  });
}
