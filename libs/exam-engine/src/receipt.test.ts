import { SessionReceipt } from '@attest/contracts';
import type { ResponseValue } from '@attest/contracts';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeReceipt, sessionDigest } from './receipt.ts';
import type { DigestEntry, ReceiptInput } from './receipt.ts';

const chosen = (...selected: string[]): ResponseValue => ({ RESPONSE: { kind: 'choice', selected } });

const input: ReceiptInput = {
  sessionId: '0193a6c2-0000-7000-8000-000000000001',
  closedBy: 'candidate',
  closedAt: new Date('2026-11-22T09:45:00.250Z'),
  itemCount: 5,
  responses: [
    { itemNo: 3, itemId: 'q3', revision: 1, value: null },
    { itemNo: 1, itemId: 'q1', revision: 2, value: chosen('a') },
    { itemNo: 2, itemId: 'q2', revision: 4, value: { RESPONSE: null } },
    { itemNo: 1001, itemId: 'stimulus:s1', revision: 7, value: null },
  ],
};

describe('sessionDigest', () => {
  it('is the SHA-256 of the canonical JSON in order of the item numbers', () => {
    const json = '[[1,2,{"RESPONSE":{"kind":"choice","selected":["a"]}}],[2,1,null]]';
    const expected = createHash('sha256').update(json).digest('hex');
    expect(
      sessionDigest([
        [2, 1, null],
        [1, 2, { RESPONSE: { selected: ['a'], kind: 'choice' } }],
      ]),
    ).toBe(expected);
  });

  it('differs when any number, revision or value differs', () => {
    const base: DigestEntry[] = [[1, 2, chosen('a')]];
    const others: DigestEntry[][] = [
      [],
      [[2, 2, chosen('a')]],
      [[1, 3, chosen('a')]],
      [[1, 2, chosen('b')]],
      [[1, 2, null]],
    ];
    expect(others.map((entries) => sessionDigest(entries))).not.toContain(sessionDigest(base));
  });
});

describe('makeReceipt', () => {
  it('fits the contract, lists revisions in order of the form and counts only answers', () => {
    const receipt = makeReceipt(input);
    expect(SessionReceipt.parse(receipt)).toEqual(receipt);
    expect(receipt).toMatchObject({
      closedAt: '2026-11-22T09:45:00.250Z',
      itemCount: 5,
      answeredCount: 1,
      revisions: [
        ['q1', 2],
        ['q2', 4],
        ['q3', 1],
        ['stimulus:s1', 7],
      ],
    });
  });

  it('has a number that people can read out, another one for other responses', () => {
    const { receiptNumber } = makeReceipt(input);
    expect(receiptNumber).toMatch(/^AT-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(makeReceipt({ ...input, responses: [] }).receiptNumber).not.toBe(receiptNumber);
    expect(
      makeReceipt({ ...input, sessionId: '0193a6c2-0000-7000-8000-000000000002' }).receiptNumber,
    ).not.toBe(receiptNumber);
  });

  it('is the same to the byte in whatever order the responses come', () => {
    const shuffled = fc.shuffledSubarray([...input.responses], { minLength: input.responses.length });
    fc.assert(
      fc.property(shuffled, (responses) => {
        expect(JSON.stringify(makeReceipt({ ...input, responses }))).toBe(JSON.stringify(makeReceipt(input)));
      }),
    );
  });
});
