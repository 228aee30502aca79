// @ts-check
// `npm run check`: everything that can be said about the code without running it.
import { check } from './lib/check.mjs';
import { prepare } from './lib/prepare.mjs';
import { endToolsWithUs } from './lib/run.mjs';

if (await prepare()) {
  endToolsWithUs();
  const { failed } = await check();
  if (failed > 0) process.exitCode = 1;
} else {
  process.exitCode = 1;
}
