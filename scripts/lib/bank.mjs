// @ts-check
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { root } from './project.mjs';
import { runApiTool, runPinned } from './run.mjs';

/**
 * Everything but the import needs the packages only; the import is the API's own, with its settings.
 *
 * @param {readonly string[]} args
 */
export async function bank([command = '', ...rest]) {
  const isImport = command === 'import';
  if (!(await prepare({ isBuilt: isImport }))) process.exitCode = 1;
  else if (isImport) process.exitCode = runApiTool('bank.js', rest);
  else process.exitCode = runPinned([join(root, 'scripts', 'bank.ts'), command, ...rest]);
}
