'use strict';

const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

/** Mocha's dots, and the counts in the file named by COUNTS_FILE, so that `npm test` can add them to the others. */
module.exports = class CountingDots extends reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    const again = new Set();
    runner.on('retry', (test) => again.add(test.fullTitle()));
    runner.once('end', () => {
      for (const title of again) console.log(`  run a second time: ${title}`);
      const { passes, failures, pending } = this.stats;
      const file = process.env.COUNTS_FILE;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
};
