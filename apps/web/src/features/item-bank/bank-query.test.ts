import { describe, expect, it } from 'vitest';
import {
  chosenCount,
  isFiltered,
  readBankQuery,
  searched,
  sortedBy,
  toggled,
  writeBankQuery,
} from './bank-query.ts';

const plain = readBankQuery({});

describe('the address of the question bank', () => {
  it('is plain for the plain list', () => {
    expect(writeBankQuery(plain)).toEqual({});
    expect(isFiltered(plain)).toBe(false);
  });

  it('holds every choice, so that a link shows the same list', () => {
    const query = { ...plain, search: 'agent', status: ['draft' as const], sort: 'updated' as const };
    expect(readBankQuery({ search: 'agent', status: 'draft', sort: 'updated' })).toEqual(query);
    expect(writeBankQuery(query)).toEqual({ search: 'agent', status: ['draft'], sort: 'updated' });
  });

  it('leaves out what it does not know', () => {
    expect(readBankQuery({ status: ['draft', 'lost'], sort: 'colour', domain: '../etc' })).toEqual({
      ...plain,
      status: ['draft'],
    });
  });

  it('takes names as they are, each once, and no more than the server takes', () => {
    const many = Array.from({ length: 30 }, (_, at) => `Author ${String(at)}`);
    expect(readBankQuery({ author: ['Ada Marlow', 'Ada Marlow', ''] }).author).toEqual(['Ada Marlow']);
    expect(readBankQuery({ author: many }).author).toHaveLength(20);
    expect(readBankQuery({ tag: 'x'.repeat(161), objective: ['A1.2', 'A1'] })).toMatchObject({
      tag: [],
      objective: ['A1.2'],
    });
  });

  it('leads on or back, never both', () => {
    const both = readBankQuery({ after: 'one', before: 'other' });
    expect(writeBankQuery(both)).toEqual({ after: 'one' });
    expect(writeBankQuery({ ...both, after: null })).toEqual({ before: 'other' });
  });

  it('begins anew with another search', () => {
    expect(searched({ ...plain, before: 'page2' }, 'agent')).toEqual({ ...plain, search: 'agent' });
  });

  it('counts what is chosen', () => {
    expect(chosenCount(readBankQuery({ status: ['draft', 'retired'], tag: 'S1', search: 'x' }))).toBe(3);
  });

  it('adds and removes a value of a facet and returns to the first page', () => {
    const chosen = toggled({ ...plain, after: 'page2' }, 'domain', 'A3');
    expect(chosen).toMatchObject({ domain: ['A3'], after: null });
    expect(toggled(chosen, 'domain', 'A3')).toEqual(plain);
  });

  it('turns the order round when the same column is chosen again', () => {
    const descending = sortedBy(plain, 'id');
    expect(descending.direction).toBe('descending');
    expect(sortedBy(descending, 'status')).toMatchObject({ sort: 'status', direction: 'ascending' });
  });
});
