import type { ExamSessionId } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { byNeed, phaseOf, type WatchedSession } from './session-need.ts';

const now = new Date('2026-11-22T10:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const ahead = (seconds: number) => ago(-seconds);

const watched = (name: string, changes: Partial<WatchedSession> = {}): WatchedSession => ({
  // Names instead of ids, so that an order can be read.
  id: name as ExamSessionId,
  status: 'active',
  bookedAt: ago(4_000),
  startedAt: ago(3_600),
  deadline: ahead(1_800),
  closedAt: null,
  lastSavedAt: ago(10),
  seenAt: ago(10),
  connected: true,
  unsentCount: 0,
  unsentSince: null,
  hasProposal: false,
  ...changes,
});
const silent = { lastSavedAt: ago(90), seenAt: ago(60) };
const order = (sessions: readonly WatchedSession[]) => byNeed(sessions, now).map(({ id }) => id);

describe('the order of the board', () => {
  it('goes by need', () => {
    const sessions = [
      watched('finished', { status: 'released', closedAt: ago(60), unsentCount: 4 }),
      watched('finished later', { status: 'submitted', closedAt: ago(30) }),
      watched('waiting', { status: 'ready', startedAt: null, deadline: null }),
      watched('much time'),
      watched('no limit', { deadline: null }),
      watched('less time', { deadline: ahead(900) }),
      watched('paused', { status: 'paused', deadline: ahead(120) }),
      watched('little time', { deadline: ahead(240) }),
      watched('proposal', { hasProposal: true, status: 'submitted', closedAt: ago(20) }),
      watched('proposal while running', { hasProposal: true }),
      watched('silent', silent),
      watched('silent for longer', { ...silent, seenAt: ago(80) }),
      watched('one unsent', { unsentCount: 1, unsentSince: ago(100) }),
      watched('two unsent', { unsentCount: 2, unsentSince: ago(5) }),
      watched('two unsent for longer', { unsentCount: 2, unsentSince: ago(50) }),
    ];

    expect(order(sessions)).toEqual([
      'two unsent for longer',
      'two unsent',
      'one unsent',
      'silent for longer',
      'silent',
      'proposal',
      'proposal while running',
      'little time',
      'paused',
      'less time',
      'much time',
      'no limit',
      'waiting',
      'finished later',
      'finished',
    ]);
  });

  it('is the same whatever the order in which the rows came', () => {
    const sessions = ['a', 'b', 'c'].map((name, at) => watched(name, { bookedAt: ago(100 - at) }));

    expect(order(sessions.toReversed())).toEqual(order(sessions));
  });
});

describe('where a session stands', () => {
  it.each([
    ['working', {}],
    ['working', { seenAt: null }],
    ['working', { lastSavedAt: null, seenAt: null, startedAt: ago(44) }],
    ['reconnecting', silent],
    ['reconnecting', { connected: false }],
    ['reconnecting', { lastSavedAt: null, seenAt: null, startedAt: ago(46) }],
    ['waiting', { status: 'ready' }],
    ['paused', { status: 'paused' }],
    ['finished', { status: 'voided' }],
    ['finished', { status: 'marking' }],
  ] as const)('is %s with %o', (phase, changes) => {
    expect(phaseOf(watched('one', changes), now)).toBe(phase);
  });
});
