import { createRequire } from 'node:module';
import path from 'node:path';
import webpack, { type Configuration } from 'webpack';

const ROOT = path.resolve(import.meta.dirname, '../..');

interface Bundles {
  /** Names, and the modules that they begin with, from the root. */
  readonly entry: Readonly<Record<string, string>>;
  /** Where they are written: `<name>.js`. */
  readonly folder: string;
  /** As a page would load them. It takes longer; left out, they are only joined. */
  readonly minimize?: boolean;
  readonly externals?: Readonly<Record<string, string>>;
}

/** TypeScript as the plugin's own bundles take it, and the benches' modules besides. */
function configuration({ entry, folder, minimize = false, externals = {} }: Bundles): Configuration {
  const { common } = createRequire(import.meta.url)('../../webpack.config.js') as { readonly common: Configuration };
  const [rule] = common.module?.rules ?? [];
  if (!rule || typeof rule !== 'object') throw new Error('webpack.config.js has no rule for TypeScript any more.');
  return {
    ...common,
    mode: 'production',
    devtool: false,
    context: ROOT,
    entry: { ...entry },
    output: { path: folder, filename: '[name].js' },
    externals: { ...externals },
    optimization: { minimize },
    resolve: {
      extensions: ['.mts', '.ts', '.js'],
      extensionAlias: { '.js': ['.ts', '.js'], '.mjs': ['.mts', '.mjs'] }
    },
    module: { ...common.module, rules: [{ ...rule, test: /\.m?ts$/ }] }
  };
}

/** Writes scripts that pages load. */
export function bundle(bundles: Bundles): Promise<void> {
  return new Promise((resolve, reject) => {
    webpack(configuration(bundles), (error, stats) => {
      if (error) reject(error);
      else if (stats?.hasErrors()) reject(new Error(stats.toString({ preset: 'errors-only' })));
      else resolve();
    });
  });
}
