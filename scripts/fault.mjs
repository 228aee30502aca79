// @ts-check
// `npm run fault`: every fault of the catalogue, then twenty minutes of random ones under load; with
// `--minutes M` the random ones alone, with `--seed N` those of an earlier run; words choose files.
import { refuseOldNode } from './lib/node-version.mjs';

if (refuseOldNode(process.versions.node)) process.exitCode = 1;
else import('./lib/fault.mjs').then((suite) => suite.fault(process.argv.slice(2)));
