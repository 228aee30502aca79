import { expect, it } from 'vitest';
import { actionOf, firstChoice, groupedStays, needsReason } from './bulk-choice.ts';

const choice = firstChoice(true);

it('becomes an action with what its kind needs, and no more', () => {
  const reviewer = { id: 'r', displayName: 'Rosalind' };
  expect(actionOf({ ...choice, reviewer })).toEqual({ kind: 'add-tag', tag: 'S1' });
  expect(actionOf({ ...choice, kind: 'assign-reviewer' })).toBeNull();
  expect(actionOf({ ...choice, kind: 'remove-reviewer', reviewer })).toEqual({
    kind: 'remove-reviewer',
    reviewerId: 'r',
  });
  expect(actionOf({ ...choice, kind: 'move', reason: ' Old. ' })).toEqual({
    kind: 'move',
    to: 'in-review',
    reason: 'Old.',
  });
});

it('asks for a reason where an item goes back or out of use', () => {
  const moved = (to: 'draft' | 'retired' | 'approved') => needsReason({ ...choice, kind: 'move', to });
  expect([moved('draft'), moved('retired'), moved('approved')]).toEqual([true, true, false]);
  expect(needsReason({ ...choice, to: 'draft' })).toBe(false);
});

it('names what stays by reasons, the most frequent first', () => {
  const stay = (id: string, reason: 'retired' | 'has-tag') => ({ id, firstWords: '', reason });
  expect(groupedStays([stay('a', 'retired'), stay('b', 'has-tag'), stay('c', 'has-tag')])).toEqual([
    { reason: 'has-tag', ids: ['b', 'c'] },
    { reason: 'retired', ids: ['a'] },
  ]);
});
