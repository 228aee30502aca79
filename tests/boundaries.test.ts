import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint, Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Rule, file that breaks it, and how. */
const trespasses: readonly (readonly [string, string, string])[] = [
  ['domain-stays-pure', 'libs/scoring/src/planted.ts', `import '@nestjs/common';`],
  ['domain-stays-pure', 'libs/exam-engine/src/planted.ts', `import 'pg';`],
  ['libs-use-few-builtins', 'libs/item-bank/src/planted-file.ts', `import 'node:fs';`],
  ['contracts-know-zod-only', 'libs/contracts/src/planted.ts', `import '@attest/item-bank';`],
  ['lib-item-bank-comes-before', 'libs/item-bank/src/planted.ts', `import '@attest/scoring';`],
  ['modules-meet-at-the-door', 'apps/api/src/modules/exams/planted.ts', `import '../accounts/sign-ins.ts';`],
  ['accounts-comes-before', 'apps/api/src/modules/accounts/planted.ts', `import '../scoring/index.ts';`],
  ['platform-knows-no-module', 'apps/api/src/platform/planted.ts', `import '../modules/accounts/index.ts';`],
  ['pages-know-no-server', 'apps/web/src/planted-scoring.ts', `import '@attest/scoring';`],
  ['pages-know-no-server', 'apps/web/src/planted-server.ts', `import '../../api/src/app.ts';`],
  ['player-is-light', 'apps/web/src/planted-contracts.ts', `import '@attest/contracts';`],
  ['nothing-imports-tests', 'apps/api/src/planted.ts', `import '../../../tests/support/schema.ts';`],
  ['nothing-unresolved', 'libs/scoring/src/planted-gone.ts', `import './nowhere.ts';`],
  ['no-cycles', 'libs/scoring/src/planted-circle.ts', `import './planted-half.ts';`],
];
const allowed: readonly (readonly [string, string])[] = [
  ['libs/scoring/src/planted-hash.ts', `import 'node:crypto';\nimport '@attest/item-bank';`],
  ['apps/api/src/modules/exams/planted-door.ts', `import '../accounts/index.ts';`],
  ['apps/web/src/planted-problems.ts', `import '@attest/contracts/problems';`],
];
const otherHalf = ['libs/scoring/src/planted-half.ts', `import './planted-circle.ts';`] as const;
const planted = [...trespasses.map(([, path, text]) => [path, text] as const), ...allowed, otherHalf];

const Cruise = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

let found: readonly string[] = [];
beforeAll(() => {
  for (const [path, text] of planted) plant(path, text);
  const { stdout, stderr } = spawnSync(
    join(root, 'node_modules', '.bin', 'depcruise'),
    [...planted.map(([path]) => path), '--config', '.dependency-cruiser.mjs', '--output-type', 'json'],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  if (stdout === '') throw new Error(stderr);
  const { violations } = Cruise.parse(JSON.parse(stdout)).summary;
  found = violations.map(({ from, rule }) => `${rule.name} ${from}`);
});
afterAll(() => {
  for (const [path] of planted) rmSync(join(root, path), { force: true });
});

describe('the boundaries', () => {
  it.each(trespasses)('of “%s” hold: %s', (rule, path) => {
    expect(found).toContain(`${rule} ${path}`);
  });

  it.each(allowed)('leave the ways open that are meant to be: %s', (path) => {
    expect(found.filter((violation) => violation.endsWith(` ${path}`))).toEqual([]);
  });
});

describe('a lib', () => {
  it.each([
    'Date.now()',
    'new Date()',
    'Math.random()',
    'performance.now()',
    'crypto.randomUUID()',
    'process.env',
    `fetch('https://example.org')`,
  ])('may not say %s', async (expression) => {
    expect(await faultsOf('libs/scoring/src/planted.ts', expression)).toHaveLength(1);
  });

  it('may work with instants it was given', async () => {
    expect(await faultsOf('libs/scoring/src/planted.ts', `new Date('2026-11-22T10:00:00Z')`)).toEqual([]);
  });

  it('may do as it likes in its tests', async () => {
    expect(await faultsOf('libs/scoring/src/planted.test.ts', 'Date.now()')).toEqual([]);
  });
});

function plant(path: string, text: string): void {
  const file = join(root, path);
  if (existsSync(file)) throw new Error(`${path} exists already.`);
  writeFileSync(file, `${text}\n`);
}

const Config = z.object({ rules: z.record(z.string(), z.unknown()) });

/** What our ESLint rules on time and chance say of one expression in that file. */
async function faultsOf(path: string, expression: string): Promise<string[]> {
  const { rules } = Config.parse(await new ESLint({ cwd: root }).calculateConfigForFile(path));
  const config: Linter.Config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
    rules: {
      'no-restricted-globals': rule(rules['no-restricted-globals']),
      'no-restricted-syntax': rule(rules['no-restricted-syntax']),
    },
  };
  const messages = new Linter().verify(`export const planted = ${expression};`, [config], path);
  return messages.map(({ message }) => message);
}

const Rule = z.array(z.unknown()).catch(['off']);

function rule(entry: unknown): Linter.RuleEntry {
  const [severity, ...options] = Rule.parse(entry);
  return severity === 2 || severity === 'error' ? ['error', ...options] : 'off';
}
