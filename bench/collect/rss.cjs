'use strict';

// Says at the end how much memory the process had at most, in kB, where whoever started it looks for it.
const { writeFileSync } = require('node:fs');

process.on('exit', () => writeFileSync(process.env.BENCH_RSS, String(process.resourceUsage().maxRSS)));
