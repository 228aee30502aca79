import type { ItemStatus } from '@attest/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  moves,
  refuseMove,
  reviewAspects,
  statusAfterSave,
  stimulusMoves,
  type ItemStanding,
  type MovePermission,
  type Mover,
} from './lifecycle.ts';

const statuses = ['draft', 'in-review', 'approved', 'pretest', 'operational', 'retired'] as const;
const anybody = (...permissions: MovePermission[]): Mover => ({
  accountId: 'somebody',
  mayDo: (permission) => permissions.includes(permission),
});
const all = anybody('item:write', 'item:review', 'item:publish');
const ready: ItemStanding = {
  status: 'draft',
  writers: ['author'],
  approvedAspects: reviewAspects,
  errorCount: 0,
  stimulusStatus: 'operational',
};

describe('the way of an item', () => {
  it.each<[ItemStatus, ItemStatus]>([
    ['draft', 'in-review'],
    ['in-review', 'draft'],
    ['in-review', 'approved'],
    ['approved', 'draft'],
    ['approved', 'pretest'],
    ['approved', 'operational'],
    ['pretest', 'operational'],
    ['pretest', 'retired'],
    ['operational', 'retired'],
    ['retired', 'draft'],
  ])('leads from %s to %s', (status, to) => {
    expect(refuseMove({ ...ready, status }, to, all, 'a reason')).toBeNull();
  });

  it.each<[ItemStatus, ItemStatus]>([
    ['draft', 'approved'],
    ['draft', 'operational'],
    ['in-review', 'operational'],
    ['operational', 'draft'],
    ['operational', 'pretest'],
    ['retired', 'operational'],
  ])('has no step from %s to %s', (status, to) => {
    expect(refuseMove({ ...ready, status }, to, all, 'a reason')).toBe('no-such-move');
  });

  it('is the work of several people: nobody approves what they wrote, reviewers do not publish', () => {
    const inReview = { ...ready, status: 'in-review' } as const;
    const author = { ...all, accountId: 'author' };
    expect(refuseMove(inReview, 'approved', author, '')).toBe('own-work');
    expect(refuseMove(inReview, 'approved', anybody('item:write', 'item:publish'), '')).toBe(
      'permission-missing',
    );
    const approved = { ...ready, status: 'approved' } as const;
    expect(refuseMove(approved, 'operational', anybody('item:review', 'item:write'), '')).toBe(
      'permission-missing',
    );
    expect(refuseMove(approved, 'operational', { ...all, accountId: 'author' }, '')).toBeNull();
  });

  it('needs each aspect, no errors, a reason to take back, and a stimulus in use', () => {
    for (const missing of reviewAspects) {
      const approvedAspects = reviewAspects.filter((aspect) => aspect !== missing);
      expect(refuseMove({ ...ready, status: 'in-review', approvedAspects }, 'approved', all, '')).toBe(
        'aspects-missing',
      );
    }
    expect(refuseMove({ ...ready, errorCount: 1 }, 'in-review', all, '')).toBe('errors-left');
    expect(refuseMove({ ...ready, status: 'operational' }, 'retired', all, '  ')).toBe('reason-missing');
    const idle = { ...ready, status: 'approved', stimulusStatus: 'approved' } as const;
    expect(refuseMove(idle, 'operational', all, '')).toBe('stimulus-not-in-use');
    expect(refuseMove({ ...idle, stimulusStatus: null }, 'pretest', all, '')).toBeNull();
  });

  it('never ends in exams without an approval, whatever moves and saves come in whatever order', () => {
    const step = fc.oneof(
      fc.record({ to: fc.constantFrom(...statuses) }),
      fc.record({ isJudgedAnew: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let status: ItemStatus = 'draft';
        let isApproved = false;
        for (const each of steps) {
          if ('isJudgedAnew' in each) {
            status = statusAfterSave(status, each.isJudgedAnew);
            isApproved &&= !each.isJudgedAnew;
          } else if (refuseMove({ ...ready, status }, each.to, all, 'why') === null) {
            status = each.to;
            isApproved = each.to === 'approved' || (isApproved && each.to !== 'draft');
          }
          if (['approved', 'pretest', 'operational'].includes(status)) expect(isApproved).toBe(true);
        }
      }),
    );
  });

  it('has each step once', () => {
    const named = moves.map(({ from, to }) => `${from} ${to}`);
    expect(new Set(named).size).toBe(named.length);
  });
});

describe('the way of a scenario', () => {
  const refuse = (status: ItemStatus, to: ItemStatus) =>
    refuseMove({ ...ready, status, stimulusStatus: null }, to, all, 'a reason', stimulusMoves);

  it('is that of an item without a trial', () => {
    for (const { from, to } of moves) {
      expect(refuse(from, to)).toBe(to === 'pretest' ? 'no-such-move' : null);
    }
  });

  it('leads out of a trial that a file put it in', () => {
    expect([refuse('pretest', 'operational'), refuse('pretest', 'retired')]).toEqual([null, null]);
  });
});

describe('a save', () => {
  it.each<[ItemStatus, boolean, ItemStatus]>([
    ['draft', true, 'draft'],
    ['in-review', true, 'in-review'],
    ['approved', true, 'draft'],
    ['pretest', true, 'draft'],
    ['operational', true, 'draft'],
    ['retired', true, 'retired'],
    ['operational', false, 'operational'],
    ['approved', false, 'approved'],
  ])('of an item that is %s (judged anew: %s) leaves it %s', (status, isJudgedAnew, after) => {
    expect(statusAfterSave(status, isJudgedAnew)).toBe(after);
  });
});
