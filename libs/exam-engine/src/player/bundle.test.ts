import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('brings nothing into the browser but itself: packages lend types only', () => {
  const folder = new URL('.', import.meta.url);
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const loaded = sources.flatMap((text) =>
    [...text.matchAll(/^(?:import|export) (?!type)[^;]*? from '([^']+)'/gmu)].map(([, from]) => from ?? ''),
  );
  expect(loaded.length).toBeGreaterThan(5);
  expect(loaded.filter((from) => !from.startsWith('./'))).toEqual([]);
});
