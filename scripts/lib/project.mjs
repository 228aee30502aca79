// @ts-check
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));

const executables = join(root, 'node_modules', '.bin');

/**
 * The Node that this project pins (a dev dependency), whatever Node the machine has.
 */
export const pinnedNode = join(root, 'node_modules', 'node', 'bin', 'node');

/**
 * The environment of the project's own tools: `node` and every tool resolve to the installed ones.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment() {
  return { ...process.env, PATH: `${executables}${delimiter}${process.env['PATH'] ?? ''}` };
}

/**
 * @param {string} name of an installed tool, such as "vite"
 * @returns {string}
 */
export function tool(name) {
  return join(executables, name);
}

const settings = join(root, '.env');

/** How the API's own programs are run: faults name our source files, and settings may lie in `.env`. */
export const apiNodeOptions = [
  '--enable-source-maps',
  ...(existsSync(settings) ? [`--env-file=${settings}`] : []),
];
