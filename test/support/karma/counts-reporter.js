'use strict';

const { writeFileSync } = require('node:fs');

/** Leaves the counts of a run in the file named by COUNTS_FILE, so that `npm test` can add them to the others. */
function CountsReporter(baseReporterDecorator) {
  baseReporterDecorator(this);
  this.adapters = [];

  this.onRunComplete = (browsers, results) => {
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
