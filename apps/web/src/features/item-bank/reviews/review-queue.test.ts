import { expect, it } from 'vitest';
import { addressOf, readQueue, type Queue } from './review-queue.ts';

it.each<[Record<string, string>, Queue]>([
  [{}, { kind: 'item', status: 'in-review', assigned: null, after: null }],
  [
    { status: 'approved', assigned: 'me', after: 'x' },
    { kind: 'item', status: 'approved', assigned: 'me', after: 'x' },
  ],
  [
    { kind: 'scenarios', status: 'draft' },
    { kind: 'stimulus', status: 'draft', assigned: null, after: null },
  ],
])('the queue at %j is read and comes to the same address', (query, queue) => {
  expect(readQueue(query)).toEqual(queue);
  expect(addressOf(queue).query).toEqual(query);
});

it('passes over what no queue has', () => {
  expect(readQueue({ kind: 'exams', status: 'lost', assigned: 'you', after: ['a', 'b'] })).toEqual(
    readQueue({}),
  );
});
