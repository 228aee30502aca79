import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** `npm run walk -- --all` looks at more than every change needs. */
const isWholeWalk = process.env['ATTEST_PICTURES'] === 'all';

const ALONE = '{apps/api,tests}/**/*.alone.test.ts';

/** `npm run fault` breaks more, and for longer, than every change needs. */
const isLongFaultSuite = process.env['ATTEST_FAULT'] === 'long';

const WAITING_TOGETHER = availableParallelism() + 1;

const MODULE_SETUP = {
  globalSetup: ['tests/support/cluster.ts'],
  setupFiles: ['tests/support/setup.ts'],
};

/**
 * One runner for everything. Cheap projects come first, so that a fault in a rule is reported before a
 * browser has started; the walks and the first run, which mostly wait, go together, one more than there are cores.
 *
 * - `unit`: pure code, no database, no browser
 * - `module`: the real application over HTTP on a real PostgreSQL
 * - `alone`: the same for the few files that watch a library or a whole database, each with modules of its own
 * - `e2e`: a few walks in a browser
 * - `first-run`: `npm start` itself, as a stranger would meet it
 * - `fault`: built processes and a database that are killed and cut off; it measures how soon they recover,
 *   so nothing else runs beside it
 */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['libs/**/*.test.ts', 'apps/web/**/*.test.ts', 'scripts/**/*.test.ts'],
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'module',
          include: ['apps/api/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: [ALONE, 'tests/{e2e,fault,first-run}/**', '**/node_modules/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
          // Loading the application takes longer than most files take to run.
          isolate: false,
          ...MODULE_SETUP,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: [ALONE],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
          ...MODULE_SETUP,
        },
      },
      {
        extends: true,
        test: {
          name: 'first-run',
          include: ['tests/first-run/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: WAITING_TOGETHER,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: isWholeWalk ? [] : ['tests/e2e/longer-text.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          isolate: false,
          maxWorkers: WAITING_TOGETHER,
          sequence: { groupOrder: 3 },
          ...MODULE_SETUP,
        },
      },
      {
        extends: true,
        test: {
          name: 'fault',
          include: ['tests/fault/**/*.test.ts'],
          exclude: isLongFaultSuite ? [] : ['tests/fault/**/*.long.test.ts'],
          testTimeout: isLongFaultSuite ? 600_000 : 120_000,
          hookTimeout: 240_000,
          isolate: false,
          maxWorkers: 1,
          sequence: { groupOrder: 4 },
          globalSetup: ['tests/fault/support/prepare-system.ts'],
          setupFiles: ['tests/support/setup.ts'],
        },
      },
    ],
    maxWorkers: availableParallelism(),
    allowOnly: false,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
