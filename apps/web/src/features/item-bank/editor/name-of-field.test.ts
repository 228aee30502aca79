import { describe, expect, it } from 'vitest';
import { nameOfField } from './name-of-field.ts';

const words: Readonly<Record<string, string>> = {
  'fieldName.whole': 'Question',
  'fieldName.options': 'Option',
  'fieldName.rationale': 'rationale',
  'fieldName.references': 'Reference',
};
const name = (...path: (string | number)[]) =>
  nameOfField(
    path,
    (key) => words[key] ?? key,
    (key) => key in words,
  );

describe('the name of a field', () => {
  it('is the one on screen: letters for what has letters, numbers for the rest', () => {
    expect(name('options', 1, 'rationale')).toBe('Option B rationale');
    expect(name('references', 0)).toBe('Reference 1');
    expect(name('PART1')).toBe('PART1');
    expect(name()).toBe('Question');
  });
});
