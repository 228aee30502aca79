import type { SessionEvent } from '@attest/contracts';
import { expect, it } from 'vitest';
import { withDays } from './timeline-filter.ts';

const event = (seq: number, at: string, msAgo?: number): SessionEvent => ({
  seq,
  at,
  kind: 'item-seen',
  actor: 'candidate',
  actorName: null,
  facts: msAgo === undefined ? {} : { msAgo },
});

it('says the day where it changes, by when things happened', () => {
  const events = [
    event(1, '2026-11-21T23:58:00.000Z'),
    event(2, '2026-11-21T23:59:00.000Z'),
    event(3, '2026-11-22T00:01:00.000Z', 90_000),
    event(4, '2026-11-22T00:02:00.000Z'),
  ];

  const days = withDays(events, (instant) => instant.slice(0, 10)).map(({ day }) => day);

  expect(days).toEqual(['2026-11-21', null, null, '2026-11-22']);
});
