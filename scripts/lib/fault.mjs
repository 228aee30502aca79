// @ts-check
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inMemory } from './memory.mjs';
import { endWithParent } from './orphan.mjs';
import { prepare } from './prepare.mjs';
import { root, tool, toolEnvironment } from './project.mjs';
import { endToolsWithUs, run } from './run.mjs';

/** @typedef {{ faults: Record<string, number>, acknowledged: number, seconds: number, violations: string[] }} Run */

const file = join(root, 'tests', 'fault', 'results', 'runs.jsonl');

/** @returns {Run[]} */
function runs() {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/**
 * @param {string} what
 * @param {readonly Run[]} some
 */
function tell(what, some) {
  const faults = some.flatMap((one) => Object.values(one.faults)).reduce((sum, count) => sum + count, 0);
  const saves = some.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  const seconds = some.reduce((sum, one) => sum + one.seconds, 0);
  const violations = some.flatMap((one) => one.violations);
  console.log(
    `${what}: ${faults} faults, ${saves} acknowledged saves (${Math.round(saves / seconds)} a second), ` +
      `${violations.length} violations`,
  );
  for (const violation of violations.slice(0, 20)) console.log(`  ${violation}`);
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 */
export async function fault(args) {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { minutes: { type: 'string' }, seed: { type: 'string' } },
    allowPositionals: true,
  });
  endWithParent();
  // The API is bundled anew for each run, so only the packages must be there.
  if (!(await prepare({ isBuilt: false }))) {
    process.exitCode = 1;
    return;
  }
  endToolsWithUs();
  const seed = values.seed ?? String(randomInt(2 ** 31));
  const env = {
    ...toolEnvironment(),
    ...inMemory(),
    ATTEST_FAULT: 'long',
    ATTEST_FAULT_SEED: seed,
    ATTEST_FAULT_MINUTES: values.minutes ?? '20',
  };
  const filters = values.minutes === undefined ? positionals : ['random-faults'];
  const before = runs().length;
  const { succeeded } = await run(tool('vitest'), ['run', '--project', 'fault', ...filters], {
    env,
    show: true,
  });
  const all = runs();
  if (all.length > before) {
    tell(`Seed ${seed}`, all.slice(before));
    tell(`All ${all.length} runs`, all);
  }
  if (!succeeded) process.exitCode = 1;
}
