'use strict';

// What webpack's DefinePlugin puts into the bundles, for sources that run as they are.
globalThis.__VERSION__ = require('../../package.json').version;
