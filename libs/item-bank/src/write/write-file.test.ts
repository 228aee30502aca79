import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BlueprintFile } from '../schema/blueprint.ts';
import { ExamFile } from '../schema/exam.ts';
import { ItemFile } from '../schema/item.ts';
import { ErrorsFile, SourcesFile } from '../schema/registers.ts';
import { StimulusFile } from '../schema/stimulus.ts';
import { writeFile } from './write-file.ts';

const bank = new URL('../../../../question-bank/', import.meta.url).pathname;
const files = (pattern: string) => globSync(pattern, { cwd: bank }).map((path) => [path] as const);
const textOf = (path: string): unknown => parse(readFileSync(`${bank}${path}`, 'utf8'));

describe('a bank file that is written', () => {
  it.each([
    ['items', ItemFile, '**/items/*/*.yaml'],
    ['stimuli', StimulusFile, '**/stimuli/*.yaml'],
    ['exams', ExamFile, '*/exams/*.yaml'],
    ['blueprints', BlueprintFile, '*/blueprint.yaml'],
    ['sources', SourcesFile, 'sources.yaml'],
    ['errors', ErrorsFile, 'errors.yaml'],
  ] as const)('reads as the same record again: all shipped %s', (_, schema, pattern) => {
    const found = files(pattern);
    expect(found.length).toBeGreaterThan(0);
    for (const [path] of found) {
      const record = schema.parse(textOf(path));
      const again = schema.parse(parse(writeFile(record)));
      expect(again, path).toEqual(record);
    }
  });

  it('has the same bytes whatever order the fields were in', () => {
    const path = files('**/items/*/*.yaml')[0]?.[0] ?? '';
    const record = ItemFile.parse(textOf(path));
    const reversed = ItemFile.parse(
      JSON.parse(JSON.stringify(record), (_, value: unknown) => reverse(value)),
    );
    expect(writeFile(reversed)).toBe(writeFile(record));
    expect(writeFile(record)).toMatch(/^id: [^\n]+\ntype: /);
  });

  it('keeps text that looks like something else: numbers, blanks at ends, quotes, blocks', () => {
    const path = files('sources.yaml')[0]?.[0] ?? '';
    const { sources } = SourcesFile.parse(textOf(path));
    const [first] = sources;
    if (first === undefined) throw new Error('no source');
    const odd = { ...first, versions: ['2025', '2.10', 'yes', '~', '- a', '# b', 'c: d', 'it\'s "so"'] };
    expect(SourcesFile.parse(parse(writeFile({ sources: [odd] })))).toEqual({ sources: [odd] });
  });
});

function reverse(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toReversed());
}
