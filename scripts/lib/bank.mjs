// @ts-check
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { root } from './project.mjs';
import { runApiTool, runPinned } from './run.mjs';

/**
 * Most commands need the packages only; import and export are the API's own, with its settings.
 *
 * @param {readonly string[]} args
 */
export async function bank([command = '', ...rest]) {
  const needsDatabase = command === 'import' || command === 'export';
  if (!(await prepare({ isBuilt: needsDatabase }))) process.exitCode = 1;
  else if (needsDatabase) process.exitCode = runApiTool('bank.js', [command, ...rest]);
  else process.exitCode = runPinned([join(root, 'scripts', 'bank.ts'), command, ...rest]);
}
