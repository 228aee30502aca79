// @ts-check
// `npm run build`: installs and builds what is out of date, for images and for running without the launcher.
import { prepare } from './lib/prepare.mjs';

if (!(await prepare())) process.exitCode = 1;
