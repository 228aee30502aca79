// @ts-check
// `npm run build`: installs and builds what is out of date, for images and for running without the launcher.
import { refuseOldNode } from './lib/node-version.mjs';
import { prepare } from './lib/prepare.mjs';

if (refuseOldNode(process.versions.node) || !(await prepare())) process.exitCode = 1;
