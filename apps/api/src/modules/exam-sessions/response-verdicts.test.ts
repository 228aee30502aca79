import { AccountId, ExamSessionId } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { judgeResponses } from './response-verdicts.ts';
import type { SaveRow } from './save-statement.ts';

const sessionId = ExamSessionId.parse('0193a6c2-0000-7000-8000-000000000001');
const candidateId = AccountId.parse('0193a6c2-0000-7000-8000-000000000002');
const choice = (id: string) => ({ RESPONSE: { kind: 'choice' as const, selected: [id] } });
const sent = (itemNo: number, revision: number): SaveRow => ({
  sessionId,
  candidateId,
  epoch: 2,
  itemNo,
  revision,
  value: choice('a'),
  marks: {},
});
const kept = (itemNo: number, revision: number, epoch: number, id: string) => ({
  itemNo,
  revision,
  epoch,
  value: choice(id),
  marks: {},
});
const nameOf = (itemNo: number) => `item-${String(itemNo)}`;

describe('what a save acknowledges', () => {
  it('is what the statement stored, and what was known already', () => {
    const stored = [{ itemNo: 1, revision: 4 }];
    const found = [kept(2, 4, 2, 'a'), kept(3, 5, 1, 'b')];

    expect(judgeResponses([sent(1, 4), sent(2, 4), sent(3, 4)], { stored }, found, nameOf)).toEqual({
      accepted: [
        ['item-1', 4],
        ['item-2', 4],
      ],
      superseded: [['item-3', 5, choice('b')]],
    });
  });

  it('is never a response that is stored nowhere', () => {
    const stored = [{ itemNo: 1, revision: 4 }];

    expect(() => judgeResponses([sent(1, 4), sent(2, 4)], { stored }, [], nameOf)).toThrow('not stored');
    expect(() => judgeResponses([sent(1, 5)], { stored }, [], nameOf)).toThrow('not stored');
  });
});
