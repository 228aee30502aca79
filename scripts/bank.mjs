// @ts-check
// `npm run bank -- <command>`: works on the files of question-bank/, and hands the import to the API.
import { refuseOldNode } from './lib/node-version.mjs';

if (refuseOldNode(process.versions.node)) process.exitCode = 1;
else import('./lib/bank.mjs').then((launcher) => launcher.bank(process.argv.slice(2)));
