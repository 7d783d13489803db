'use strict';

const { writeFileSync } = require('node:fs');

/** What second-tries.ts says. */
const SECOND_TRY = /second try: ([^']*)/;

/**
 * Leaves the counts of a run in the file named by COUNTS_FILE, so that `npm test` can add them to the others, and names the tests
 * that passed or failed only at their second try.
 */
function CountsReporter(baseReporterDecorator) {
  baseReporterDecorator(this);
  this.adapters = [];
  const again = new Set();

  this.onBrowserLog = (_browser, log) => {
    const title = SECOND_TRY.exec(String(log))?.[1];
    if (title) again.add(title);
  };

  this.onRunComplete = (browsers, results) => {
    for (const title of again) process.stdout.write(`  run a second time: ${title}\n`);
    const file = process.env.COUNTS_FILE;
    if (!file) return;
    const skipped = browsers.map((browser) => browser.lastResult.skipped).reduce((sum, n) => sum + n, 0);
    // A browser that crashed or never came has no failed spec, yet the run failed.
    const lost = results.exitCode !== 0 && results.failed === 0 ? 1 : 0;
    writeFileSync(file, JSON.stringify({ passed: results.success, failed: results.failed + lost, skipped }));
  };
}
CountsReporter.$inject = ['baseReporterDecorator'];

module.exports = { countsReporter: CountsReporter };
