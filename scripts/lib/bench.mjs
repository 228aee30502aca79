// @ts-check
import { prepare } from './prepare.mjs';
import { run, runPinned } from './run.mjs';
import { root } from './project.mjs';
import { join } from 'node:path';

/**
 * Bundles the bench with the programs it compares as the product is bundled, and runs it.
 *
 * @param {readonly string[]} args
 */
export async function bench(args) {
  if (!(await prepare())) {
    process.exitCode = 1;
    return;
  }
  const built = await run('rolldown', ['--config', 'tests/load/rolldown.config.ts']);
  if (!built.succeeded) {
    console.error(built.output);
    process.exitCode = 1;
    return;
  }
  process.exitCode = runPinned(['--enable-source-maps', join(root, 'dist/bench/bench.js'), ...args]);
}
