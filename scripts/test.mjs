// @ts-check
// `npm test`: all checks and all tests; with arguments, only the tests whose path they are part of.
import { refuseOldNode } from './lib/node-version.mjs';

if (refuseOldNode(process.versions.node)) process.exitCode = 1;
else import('./lib/test.mjs').then((tests) => tests.test(process.argv.slice(2)));
