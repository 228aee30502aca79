// @ts-check
// `npm run demo-data`: hands the filling of the question bank with generated items to the API's own tool.
import { refuseOldNode } from './lib/node-version.mjs';

if (refuseOldNode(process.versions.node)) process.exitCode = 1;
else import('./lib/demo-data.mjs').then((launcher) => launcher.demoData(process.argv.slice(2)));
