'use strict';

const path = require('node:path');
const ts = require('typescript');
const { BannerPlugin, Compilation, DefinePlugin, sources } = require('webpack');
const TerserPlugin = require('terser-webpack-plugin');
const { version } = require('./package.json');

const PLAYER = '@playkit-js/kaltura-player-js';

/** What every bundle needs, the tests' included (karma.conf.js): TypeScript, and the version. */
const common = {
  target: ['web', 'es2020'],
  devtool: 'source-map',
  resolve: {
    extensions: ['.ts', '.js'],
    // Sources import './x.js', as the ES modules that tsc writes of them must.
    extensionAlias: { '.js': ['.ts', '.js'] }
  },
  module: {
    // A name that is not exported is a mistake, not a warning.
    parser: { javascript: { exportsPresence: 'error' } },
    rules: [
      {
        test: /\.ts$/,
        exclude: /node_modules/,
        loader: 'ts-loader',
        // Types are checked once, by `npm run typecheck` and by tsc in `npm run build`.
        options: { transpileOnly: true, compilerOptions: { noEmit: false, module: 'ESNext' } }
      }
    ]
  },
  plugins: [new DefinePlugin({ __VERSION__: JSON.stringify(version) })],
  performance: { hints: false }
};

/** `let` for `const`, which TypeScript has checked by then: with one word for both, gzip makes 0.4 % less of a bundle. */
const letForConst = (context) => (file) => {
  const visit = (node) => {
    const seen = ts.visitEachChild(node, visit, context);
    return ts.isVariableDeclarationList(seen) && seen.flags & ts.NodeFlags.Const
      ? ts.factory.createVariableDeclarationList(seen.declarations, ts.NodeFlags.Let)
      : seen;
  };
  return ts.visitEachChild(file, visit, context);
};

/**
 * Puts the factory of a UMD bundle in parentheses. webpack passes it as a bare argument: V8 takes that for a function that may
 * never be called, skims all of it, and parses it once more when it is called at once.
 */
class ParenthesesPlugin {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('Parentheses', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_SIZE + 1;
      compilation.hooks.processAssets.tap({ name: 'Parentheses', stage }, (assets) => {
        for (const [name, source] of Object.entries(assets)) {
          const code = String(source.source());
          const start = code.search(/(\w|\(\))=>\(\(\)=>\{"use strict"/);
          if (start < 0 || !code.endsWith('})());')) throw new Error(`${name} has no factory as webpack writes it.`);
          const wrapped = new sources.ReplaceSource(source);
          wrapped.insert(start, '(');
          wrapped.insert(code.length - 2, ')');
          compilation.updateAsset(name, wrapped);
        }
      });
    });
  }
}

/**
 * Each id on a page is a global name, and users write ids: `<a id="exports"></a><a id="module"></a>` in a comment would send a
 * UMD bundle the way of CommonJS, and `<form id="PlaykitXapi">` would be taken for the global. No element is a function, and
 * none is an own property of the window.
 */
class NamedElementsPlugin {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('NamedElements', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_ADDITIONS;
      compilation.hooks.processAssets.tap({ name: 'NamedElements', stage }, (assets) => {
        for (const [name, source] of Object.entries(assets)) {
          const code = String(source.source());
          const header = code.slice(0, code.indexOf('"use strict"'));
          const exports = [...header.matchAll(/typeof exports === 'object'/g)];
          const globals = [...header.matchAll(/(?<== )root\["(\w+)"\] (?=\|\| \{\}, )/g)];
          if (exports.length !== 2 || globals.length !== 1)
            throw new Error(`${name} has no header as webpack writes it.`);
          const changed = new sources.ReplaceSource(source);
          for (const { index, 0: found } of exports)
            changed.insert(index + found.length, " && typeof require === 'function'");
          for (const { index, 1: global } of globals)
            changed.insert(index, `{}.hasOwnProperty.call(root, "${global}") && `);
          compilation.updateAsset(name, changed);
        }
      });
    });
  }
}

const compress = { passes: 3, keep_fargs: false, unsafe_arrows: true };
const [{ options: loaderOptions, ...loader }] = common.module.rules;

const production = {
  ...common,
  mode: 'production',
  module: {
    ...common.module,
    rules: [{ ...loader, options: { ...loaderOptions, getCustomTransformers: () => ({ after: [letForConst] }) } }]
  },
  optimization: { minimizer: [new TerserPlugin({ extractComments: false, terserOptions: { ecma: 2020, compress } })] }
};

/** What pages load by a script tag. */
const browser = { ...production, plugins: [...common.plugins, new NamedElementsPlugin(), new ParenthesesPlugin()] };

const output = { path: path.resolve(__dirname, 'dist'), globalObject: `typeof self !== 'undefined' ? self : this` };

/**
 * The plugin for script tag, CommonJS and AMD. The externals are an object because the string form ('root X') gives
 * CommonJS and AMD nothing to load. `define` stays anonymous: with `umdNamedDefine` webpack would name it after the
 * first part of the global, "KalturaPlayer", as it does for every other player plugin, and they would overwrite each
 * other on an AMD page.
 */
const plugin = {
  ...browser,
  name: 'plugin',
  entry: { 'playkit-xapi': './src/index.ts' },
  output: {
    ...output,
    filename: '[name].js',
    library: { name: ['KalturaPlayer', 'plugins', 'xapi'], type: 'umd', umdNamedDefine: false }
  },
  externalsType: 'umd',
  externals: { [PLAYER]: { root: ['KalturaPlayer'], commonjs: PLAYER, commonjs2: PLAYER, amd: PLAYER } }
};

/** The other doors for script tag, CommonJS and AMD: they bring their own outbox, or share the one that the page has. */
const doors = ['portal', 'media'].map((room) => ({
  ...browser,
  name: room,
  // A script tag's portal may start by itself; the module never does.
  entry: { [`playkit-xapi-${room}`]: `./src/${room}/${room === 'portal' ? 'script' : 'index'}.ts` },
  output: {
    ...output,
    filename: '[name].js',
    library: { name: ['PlaykitXapi', room], type: 'umd', umdNamedDefine: false }
  }
}));

/** Nobody waits for Node's files to be loaded over a network: they are not minified, which takes as long as all the rest. */
const node = { ...production, optimization: { minimize: false } };

/** For require(); as an ES module it is dist/esm/server. */
const server = {
  ...node,
  name: 'server',
  target: 'node20',
  entry: { server: './src/server/index.ts' },
  output: { ...output, filename: '[name].cjs', library: { type: 'commonjs2' } },
  externals: [
    ({ request = '' }, callback) => (/^[^./]/.test(request) ? callback(null, `commonjs ${request}`) : callback())
  ]
};

/** The command in one file, which starts in half the time of its modules. */
const command = {
  ...server,
  name: 'command',
  entry: { cli: './src/server/cli.ts' },
  plugins: [...common.plugins, new BannerPlugin({ banner: '#!/usr/bin/env node', raw: true })]
};

/** What require() gets where a script tag's bundle is no module; as ES modules they are in dist/esm, which tsc writes. */
const core = {
  ...node,
  name: 'core',
  entry: { core: './src/core.ts', portal: './src/portal/index.ts', 'adapter-check': './src/adapter-check/index.ts' },
  output: { ...output, filename: '[name].cjs', library: { type: 'commonjs2' } }
};

module.exports = [plugin, ...doors, server, command, core];
module.exports.common = common;
module.exports.PLAYER = PLAYER;
