'use strict';

require('tsx/cjs');
const path = require('node:path');
const webpackConfig = require('./webpack.config.js');
const { customLaunchers, launcherPlugins } = require('./test/support/karma/launchers.js');
const { countsReporter } = require('./test/support/karma/counts-reporter.js');
const { startTestServer } = require('./demo/server/test-server.ts');
const { ContextReplacementPlugin } = require('webpack');

const PLAYER_SCRIPT = require.resolve(webpackConfig.PLAYER);

/** Files or globs, with a space between them. */
const SPECS = (process.env.SPEC || 'test/browser/**/*.spec.ts').split(' ');

/**
 * One engine a run: `karma start --single-run --browsers Chromium` (or Firefox, WebKitGTK). `npm test` finds the
 * engines and prepares what they need (scripts/testing/).
 */
module.exports = async function (config) {
  const server = await startTestServer();

  config.set({
    basePath: __dirname,
    hostname: '127.0.0.1',
    listenAddress: '127.0.0.1',
    frameworks: ['mocha', 'webpack', 'close-server'],
    files: [
      // The real player, as pages load it; the plugin under test is bundled with each spec.
      { pattern: PLAYER_SCRIPT, watched: false },
      { pattern: 'test/support/karma/empty-storage.ts', watched: false },
      { pattern: 'test/support/karma/second-tries.ts', watched: false },
      ...SPECS.map((pattern) => ({ pattern, watched: false })),
      { pattern: 'dist/playkit-xapi*.js', included: false, watched: false, nocache: true }
    ],
    preprocessors: { 'test/{browser,support/karma}/**/*.ts': ['webpack', 'sourcemap'] },
    mime: { 'text/x-typescript': ['ts'] },
    webpack: testBundle(),
    plugins: [
      'karma-mocha',
      'karma-webpack',
      'karma-sourcemap-loader',
      'karma-mocha-reporter',
      ...launcherPlugins,
      { 'reporter:counts': ['type', countsReporter] },
      { 'framework:close-server': ['factory', closeOnExit(server)] }
    ],
    browsers: ['Chromium'],
    customLaunchers,
    concurrency: 1,
    reporters: ['mocha', 'counts'],
    mochaReporter: { output: 'minimal', maxLogLines: 40 },
    logLevel: config.LOG_ERROR,
    // A test and its second try are silent for two minutes when both wait in vain: what failed is to be told, and not that nobody spoke.
    browserNoActivityTimeout: 180_000,
    // An engine whose main thread is busy for some seconds, on a loaded machine, is not gone.
    pingTimeout: 60_000,
    browserDisconnectTimeout: 60_000,
    // WebKitGTK without a display hangs silently while it starts.
    captureTimeout: 60_000,
    singleRun: true,
    autoWatch: false,
    client: {
      clearContext: false,
      captureConsole: Boolean(process.env.KARMA_CONSOLE),
      mocha: { timeout: 60_000, retries: 1, grep: process.env.GREP || undefined },
      // Read by test/support/server.ts.
      serverUrl: server.url
    }
  });
};

function testBundle() {
  const { common, PLAYER } = webpackConfig;
  return {
    ...common,
    mode: 'development',
    // Most of what one run bundles, the next one finds here.
    cache: {
      type: 'filesystem',
      cacheDirectory: path.join(__dirname, 'node_modules/.cache/karma'),
      buildDependencies: { config: [__filename, require.resolve('./webpack.config.js')] }
    },
    devtool: 'inline-source-map',
    externals: { [PLAYER]: 'KalturaPlayer' },
    plugins: [
      ...common.plugins,
      // The validator requires its rules by a variable path; this tells webpack which files that can be.
      new ContextReplacementPlugin(/xapi-validation[\\/]dist$/, (context) => {
        Object.assign(context, { regExp: /^\.\/(maps|(schemaRules|regexValues)\/\w+)$/, recursive: true });
      })
    ],
    ignoreWarnings: [{ module: /xapi-validation/, message: /request of a dependency is an expression/ }],
    stats: 'errors-warnings',
    infrastructureLogging: { level: 'error' }
  };
}

function closeOnExit(server) {
  function factory(emitter) {
    emitter.on('exit', (done) => {
      server.close().then(done, done);
    });
  }
  factory.$inject = ['emitter'];
  return factory;
}
