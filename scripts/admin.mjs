// @ts-check
// `npm run admin -- <command>`: hands the command to the API's own tool.
import { refuseOldNode } from './lib/node-version.mjs';

if (refuseOldNode(process.versions.node)) process.exitCode = 1;
else import('./lib/admin.mjs').then((launcher) => launcher.admin(process.argv.slice(2)));
