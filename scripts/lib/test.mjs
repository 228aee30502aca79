// @ts-check
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check.mjs';
import { inMemory } from './memory.mjs';
import { endWithParent } from './orphan.mjs';
import { prepare } from './prepare.mjs';
import { root, tool, toolEnvironment } from './project.mjs';
import { endToolsWithUs, run } from './run.mjs';

/** @typedef {{ passed: number, failed: number }} Counts */

const counts = join(root, '.cache', 'test-counts.json');
const reporter = join(root, 'scripts', 'lib', 'counting-reporter.mjs');

/**
 * Ends with the line `N passed, N failed`, where each check counts as one test.
 *
 * @param {readonly string[]} args handed to vitest; none runs everything
 */
export async function test(args) {
  endWithParent();
  const results = (await prepare()) ? await runAll(args) : [{ passed: 0, failed: 1 }];
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  if (failed > 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed`);
}

/**
 * Everything goes in three parts. The walks and the first run mostly wait, and the checks take the processor time
 * that leaves; they cannot run beside the tests before, which plant faults in the sources for a moment. The fault
 * suite measures how soon things recover, so nothing runs beside it.
 *
 * @param {readonly string[]} args
 * @returns {Promise<Counts[]>}
 */
async function runAll(args) {
  endToolsWithUs();
  if (args.length > 0) return [await runTests(args)];
  const first = await runTests(only('unit', 'module', 'alone'));
  const besides = await Promise.all([runTests(only('e2e', 'first-run')), check({ isBehind: true })]);
  return [first, ...besides, await runTests(only('fault'))];
}

/** @param {readonly string[]} projects of vitest.config.ts */
function only(...projects) {
  return projects.map((project) => `--project=${project}`);
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<Counts>}
 */
async function runTests(args) {
  rmSync(counts, { force: true });
  const reporters = ['--reporter=default', `--reporter=${reporter}`];
  const env = { ...toolEnvironment(), ...inMemory() };
  const { succeeded } = await run(tool('vitest'), ['run', ...reporters, ...args], { env, show: true });
  const { passed, failed } = readCounts();
  // A run that broke off, or found nothing to run, has no failed test and is no success.
  return { passed, failed: succeeded ? failed : Math.max(failed, 1) };
}

/** @returns {Counts} */
function readCounts() {
  return existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : { passed: 0, failed: 0 };
}
