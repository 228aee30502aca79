import { SessionStatus } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { admitLate, mayHandInLate } from './late-material.ts';
import { mayMove } from './session-states.ts';
import type { SessionState } from './session-states.ts';

const at = (time: string) => new Date(`2026-11-22T${time}.000Z`);
const expired: SessionState = {
  status: 'expired',
  epoch: 1,
  startedAt: at('09:00:00'),
  deadline: at('10:00:00'),
  closedAt: at('10:00:00'),
  closedBy: 'deadline',
  closing: 1,
  pausedFor: null,
  pausedAt: null,
  pausedUntil: null,
  pauseReason: null,
  openSection: null,
  durationSeconds: 3600,
  graceSeconds: 30,
};
const active: SessionState = { ...expired, status: 'active', closedAt: null, closedBy: null, closing: 0 };
const noon = at('12:00:00');

describe('late answers', () => {
  it.each([
    ['of a session that expired', expired, noon, true],
    ['of one that was scored since', { ...expired, status: 'released' as const }, noon, true],
    ['of one whose time is over and that nobody closed yet', active, at('10:00:31'), true],
    ['within the grace', active, at('10:00:30'), false],
    ['of one that was submitted', { ...expired, closedBy: 'candidate' as const }, noon, false],
    ['of one that staff ended', { ...expired, closedBy: 'staff' as const }, noon, false],
    ['of one that was voided', { ...expired, status: 'voided' as const }, noon, false],
    ['of one that stands still', { ...active, status: 'paused' as const }, noon, false],
    ['without time limit', { ...active, deadline: null }, noon, false],
  ])('%s are taken, or not', (_, session, now, isTaken) => {
    expect(mayHandInLate(session, now)).toBe(isTaken);
  });

  it('make a further end of the session when they are admitted, at the instant of the former', () => {
    expect(admitLate({ ...expired, status: 'released' })).toMatchObject({
      accepted: true,
      session: { status: 'submitted', closing: 2, closedBy: 'staff', closedAt: expired.closedAt },
    });
    expect(admitLate(active)).toMatchObject({ accepted: false, reason: 'session-state-conflict' });
  });

  it('follow the arrows', () => {
    for (const status of SessionStatus.options) {
      const verdict = admitLate({ ...expired, status });
      expect(verdict.accepted).toBe(
        mayMove(status, 'submitted') && status !== 'active' && status !== 'paused',
      );
    }
  });
});
