import type { MonitoredSession, PauseCause, SessionStatus } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { leftMsIn, standingOf, timeFrameOf } from './session-standing.ts';
import { possibleActions } from './staff-actions.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const session = (changes: Partial<MonitoredSession> = {}): MonitoredSession => ({
  id: '0194a000-0000-7000-8000-000000000001',
  candidate: { id: '0194a000-0000-7000-8000-000000000002', displayName: 'Ada' },
  exam: { id: '0194a000-0000-7000-8000-000000000003', slug: 'sampler', title: 'Sampler' },
  status: 'active',
  itemCount: 12,
  answeredCount: 3,
  startedAt: '2026-11-22T09:50:00.000Z',
  deadline: '2026-11-22T10:10:00.000Z',
  closedAt: null,
  lastSavedAt: null,
  pause: null,
  seenAt: '2026-11-22T09:59:50.000Z',
  isConnected: true,
  unsentCount: 0,
  unsentSince: null,
  focusLosses: 0,
  noteCount: 0,
  hasAccommodation: false,
  proposal: null,
  lastNotice: null,
  ...changes,
});
const all = () => true;

describe('what may be done with a session', () => {
  it.each<[SessionStatus, string]>([
    ['ready', 'message note void'],
    ['active', 'message note add-time pause end void'],
    ['paused', 'message note add-time continue end void'],
    ['released', 'note reopen void'],
    ['voided', 'note'],
  ])('%s: %s', (status, names) => {
    expect(possibleActions(session({ status }), all).join(' ')).toBe(names);
  });

  it('asks for what the person may, for time only where it runs out, and for one proposal', () => {
    const proctor = (permission: string) => permission === 'exam-session:proctor';

    expect(possibleActions(session(), proctor)).not.toContain('end');
    expect(possibleActions(session({ deadline: null }), all)).not.toContain('add-time');
    expect(possibleActions(session({ proposal: 'void' }), all)).not.toContain('void');
  });

  it('resumes one exam by itself unless all of them were stopped', () => {
    const since = '2026-11-22T09:55:00.000Z';
    const standingBy = (cause: PauseCause) =>
      possibleActions(session({ status: 'paused', pause: { cause, reason: null, since, until: null } }), all);

    expect(standingBy('staff')).toContain('continue');
    expect(standingBy('break')).toContain('continue');
    expect(standingBy('incident')).not.toContain('continue');
  });
});

describe('how a session stands', () => {
  it.each<[string, Partial<MonitoredSession>]>([
    ['working', {}],
    ['unsent', { unsentCount: 2, isConnected: false }],
    ['reconnecting', { isConnected: false }],
    ['timeOver', { deadline: '2026-11-22T10:00:00.000Z' }],
    ['paused', { status: 'paused', isConnected: false }],
    ['waiting', { status: 'ready', startedAt: null, deadline: null }],
    ['finished', { status: 'scored' }],
    ['marking', { status: 'marking' }],
    ['voided', { status: 'voided' }],
  ])('is %s', (kind, changes) => {
    expect(standingOf(session(changes), now).kind).toBe(kind);
  });

  it('has the time that is left by the server’s clock, which stands in a pause', () => {
    const pause = { cause: 'staff', reason: null, since: '2026-11-22T09:55:00.000Z', until: null } as const;

    const left = (changes: Partial<MonitoredSession>) => {
      const frame = timeFrameOf(session(changes));
      return frame === null ? null : leftMsIn(frame, now);
    };

    expect(left({})).toBe(600_000);
    expect(left({ status: 'paused', pause })).toBe(900_000);
    expect(left({ status: 'submitted' })).toBeNull();
    expect(left({ deadline: null })).toBeNull();
  });
});
