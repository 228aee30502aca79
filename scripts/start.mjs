// @ts-check
// `npm start`: installs and builds what is out of date, then runs Attest until it is told to stop.
// Only syntax and modules that very old Node versions understand stand here, so that they can be told why not.
import { refuseOldNode } from './lib/node-version.mjs';

if (refuseOldNode(process.versions.node)) process.exitCode = 1;
else import('./lib/start.mjs').then((launcher) => launcher.start());
