import { describe, expect, it } from 'vitest';
import { decideImport } from './import-decision.ts';

const [imported, byHand, wanted] = ['record-1', 'record-2', 'record-3'];

describe('importing a changed bank file', () => {
  it('creates what the database does not hold', () => {
    expect(decideImport(null, null, wanted, false)).toBe('create');
  });

  it('takes it when the record is still as imported', () => {
    expect(decideImport(imported, imported, wanted, false)).toBe('change');
  });

  it('reports a conflict when both sides changed, and takes the file only when told', () => {
    expect(decideImport(imported, byHand, wanted, false)).toBe('conflict');
    expect(decideImport(imported, byHand, wanted, true)).toBe('change');
  });

  it('agrees when it says what the record already is', () => {
    expect(decideImport(imported, wanted, wanted, false)).toBe('agree');
    expect(decideImport(null, wanted, wanted, true)).toBe('agree');
  });

  it('reports a conflict when somebody else made a record of that name', () => {
    expect(decideImport(null, byHand, wanted, false)).toBe('conflict');
  });
});
