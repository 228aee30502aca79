// @ts-check
// `npm run bench -- [--quick] [--candidates N]`: measures saving, starting and closing; see tests/load.
import { refuseOldNode } from './lib/node-version.mjs';

if (refuseOldNode(process.versions.node)) process.exitCode = 1;
else import('./lib/bench.mjs').then((launcher) => launcher.bench(process.argv.slice(2)));
