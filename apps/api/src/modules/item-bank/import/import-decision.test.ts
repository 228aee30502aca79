import { describe, expect, it } from 'vitest';
import { decideImport } from './import-decision.ts';

const wanted = 'record-3';
const entry = { fileHash: 'file-1', recordHash: 'record-1' };

describe('importing a bank file', () => {
  it('does nothing for an unchanged file, whatever the database holds', () => {
    expect(decideImport('file-1', entry, { present: 'record-by-hand', wanted }, false)).toBe('nothing');
    expect(decideImport('file-1', entry, { present: null, wanted }, true)).toBe('nothing');
  });

  it('creates what the database does not hold', () => {
    expect(decideImport('file-1', null, { present: null, wanted }, false)).toBe('create');
  });

  it('takes a changed file when the record is still as imported', () => {
    expect(decideImport('file-2', entry, { present: 'record-1', wanted }, false)).toBe('change');
  });

  it('reports a conflict when both sides changed, and takes the file only when told', () => {
    expect(decideImport('file-2', entry, { present: 'record-2', wanted }, false)).toBe('conflict');
    expect(decideImport('file-2', entry, { present: 'record-2', wanted }, true)).toBe('change');
  });

  it('only remembers the file when it says what the record already is', () => {
    expect(decideImport('file-2', entry, { present: wanted, wanted }, false)).toBe('agree');
    expect(decideImport('file-1', null, { present: wanted, wanted }, true)).toBe('agree');
  });

  it('reports a conflict when somebody else made a record of that name', () => {
    expect(decideImport('file-1', null, { present: 'record-1', wanted }, false)).toBe('conflict');
  });
});
