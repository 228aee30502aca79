// @ts-check
import { join } from 'node:path';
import { pinnedNode, root, tool } from './project.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} command
 * @property {readonly string[]} args
 */

const bank = join(root, 'scripts', 'bank.ts');

/** Slowest first, so that two of them fill the time of one. @type {readonly Step[]} */
const STEPS = [
  {
    name: 'lint of pages',
    command: tool('eslint'),
    args: ['.', '--max-warnings=0', '--cache', '--cache-location', '.cache/eslint/'],
  },
  { name: 'lint', command: tool('oxlint'), args: [] },
  { name: 'types', command: tool('vue-tsc'), args: ['-p', '.', '--noEmit'] },
  {
    name: 'format',
    command: tool('prettier'),
    args: ['--check', '.', '--cache', '--cache-location', '.cache/prettier', '--log-level', 'warn'],
  },
  {
    name: 'boundaries',
    command: tool('depcruise'),
    args: ['apps', 'libs', 'migrations', '--config', '.dependency-cruiser.mjs'],
  },
  { name: 'dead code', command: tool('knip'), args: [] },
  { name: 'item banks', command: pinnedNode, args: [bank, 'lint'] },
  { name: 'option order', command: pinnedNode, args: [bank, 'arrange', '--check'] },
  { name: 'item file schemas', command: pinnedNode, args: [bank, 'schema', '--check'] },
  { name: 'lock file', command: pinnedNode, args: [join(root, 'scripts', 'complete-lock.mjs'), '--check'] },
  { name: 'page sizes', command: pinnedNode, args: [join(root, 'scripts', 'budgets.mjs')] },
];

const AT_MOST_TOGETHER = 2;

/**
 * Runs every check to its end, two at a time; a failed one prints what its tool said.
 *
 * @param {{ isBehind?: boolean }} [options] isBehind: only with what processor time others leave
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function check({ isBehind = false } = {}) {
  const waiting = [...STEPS];
  const results = await Promise.all(Array.from({ length: AT_MOST_TOGETHER }, () => work(waiting, isBehind)));
  const succeeded = results.flat();
  const passed = succeeded.filter(Boolean).length;
  return { passed, failed: succeeded.length - passed };
}

/**
 * @param {Step[]} waiting
 * @param {boolean} isBehind
 * @returns {Promise<boolean[]>} whether each step it took succeeded
 */
async function work(waiting, isBehind) {
  const step = waiting.shift();
  if (!step) return [];
  const startedAt = Date.now();
  const { succeeded, output } = await run(step.command, step.args, { isBehind });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`${succeeded ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)`);
  if (!succeeded) console.log(output.trimEnd().replace(/^/gm, '       '));
  return [succeeded, ...(await work(waiting, isBehind))];
}
