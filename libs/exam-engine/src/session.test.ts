import { SessionStatus } from '@attest/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeSession, expireSession, resumeSession, startSession } from './session.ts';
import { arrows, mayMove } from './session-states.ts';
import type { SessionState } from './session-states.ts';
import { isExpired } from './session-time.ts';

const at = (time: string) => new Date(`2026-11-22T${time}.000Z`);

const ready: SessionState = {
  status: 'ready',
  epoch: 0,
  startedAt: null,
  deadline: null,
  closedAt: null,
  closedBy: null,
  closing: 0,
  pausedFor: null,
  pausedAt: null,
  pausedUntil: null,
  pauseReason: null,
  openSection: null,
  durationSeconds: 3600,
  graceSeconds: 30,
};
const active: SessionState = {
  ...ready,
  status: 'active',
  epoch: 1,
  startedAt: at('09:00:00'),
  deadline: at('10:00:00'),
};

describe('the states of an exam session', () => {
  it('follow the arrows of the protocol and no others', () => {
    const moves = SessionStatus.options.flatMap((from) => arrows[from].map((to) => `${from} → ${to}`));
    expect(moves.filter((move) => !move.endsWith('voided'))).toEqual([
      'booked → ready',
      'ready → active',
      'active → paused',
      'active → submitted',
      'active → expired',
      'paused → active',
      'paused → submitted',
      'submitted → marking',
      'submitted → scored',
      'submitted → active',
      'expired → marking',
      'expired → scored',
      'expired → active',
      'expired → submitted',
      'marking → scored',
      'marking → active',
      'marking → submitted',
      'scored → released',
      'scored → active',
      'scored → submitted',
      'released → active',
      'released → submitted',
    ]);
  });

  it('can be voided from everywhere, once', () => {
    const voidable = SessionStatus.options.filter((status) => mayMove(status, 'voided'));
    expect(voidable).toEqual(SessionStatus.options.filter((status) => status !== 'voided'));
  });
});

describe('starting', () => {
  it('sets the deadline and the first epoch', () => {
    expect(startSession(ready, at('09:00:00'))).toEqual({
      accepted: true,
      session: active,
      epoch: 1,
      isRepeat: false,
    });
  });

  it('sets no deadline where there is no time limit', () => {
    const verdict = startSession({ ...ready, durationSeconds: null }, at('09:00:00'));
    expect(verdict).toMatchObject({ session: { status: 'active', deadline: null } });
  });

  it('repeated, gives the same instants and changes nothing', () => {
    const verdict = startSession(active, at('09:20:00'));
    expect(verdict).toEqual({ accepted: true, session: active, epoch: 1, isRepeat: true });
  });

  it('never takes a session from the device that resumed it', () => {
    const verdict = startSession({ ...active, epoch: 3 }, at('09:20:00'));
    expect(verdict).toMatchObject({ accepted: true, epoch: 1, session: { epoch: 3 } });
  });

  it.each(['booked', 'submitted', 'expired', 'released', 'voided'] as const)(
    'is refused when %s',
    (status) => {
      expect(startSession({ ...ready, status }, at('09:00:00'))).toEqual({
        accepted: false,
        reason: 'session-not-startable',
      });
    },
  );
});

describe('resuming', () => {
  it('raises the epoch by one and moves no deadline', () => {
    expect(resumeSession(active, at('09:30:00'))).toEqual({
      accepted: true,
      session: { ...active, epoch: 2 },
      epoch: 2,
      isRepeat: false,
    });
  });

  it('is possible until the last instant of the grace', () => {
    expect(resumeSession(active, at('10:00:30'))).toMatchObject({ accepted: true });
    expect(resumeSession(active, new Date(at('10:00:30').getTime() + 1))).toEqual({
      accepted: false,
      reason: 'response-after-deadline',
    });
  });

  it('is refused when nothing runs', () => {
    expect(resumeSession(ready, at('09:00:00'))).toEqual({ accepted: false, reason: 'session-not-active' });
  });
});

describe('closing', () => {
  it('ends the session at the instant of the submit', () => {
    expect(closeSession(active, { by: 'candidate', epoch: 1 }, at('09:45:00'))).toEqual({
      accepted: true,
      session: {
        ...active,
        status: 'submitted',
        closedAt: at('09:45:00'),
        closedBy: 'candidate',
        closing: 1,
      },
      isRepeat: false,
    });
  });

  it('repeated, changes nothing, from whatever device', () => {
    const closed: SessionState = { ...active, status: 'scored', closedAt: at('09:45:00') };
    const verdict = closeSession(closed, { by: 'candidate', epoch: 99 }, at('11:00:00'));
    expect(verdict).toEqual({ accepted: true, session: closed, isRepeat: true });
  });

  it.each([
    [
      'another device holds the session',
      { by: 'candidate', epoch: 7 },
      '09:45:00',
      'session-continued-elsewhere',
    ],
    ['deadline and grace are over', { by: 'candidate', epoch: 1 }, '10:00:31', 'response-after-deadline'],
  ] as const)('is refused to a candidate when %s', (_, closing, time, reason) => {
    expect(closeSession(active, closing, at(time))).toEqual({ accepted: false, reason });
  });

  it('is open to staff also after the deadline', () => {
    expect(closeSession(active, { by: 'staff' }, at('10:30:00'))).toMatchObject({
      session: { status: 'submitted' },
    });
  });

  it('is refused before the start and after voiding', () => {
    const refused = { accepted: false, reason: 'session-not-active' };
    expect(closeSession(ready, { by: 'staff' }, at('09:00:00'))).toEqual(refused);
    expect(
      closeSession({ ...active, status: 'voided' }, { by: 'candidate', epoch: 1 }, at('09:30:00')),
    ).toEqual(refused);
  });
});

describe('expiring', () => {
  it('waits for the grace and closes at the deadline', () => {
    expect(expireSession(active, at('10:00:30'))).toBeNull();
    expect(expireSession(active, at('10:00:31'))).toEqual({
      ...active,
      closing: 1,
      status: 'expired',
      closedAt: at('10:00:00'),
      closedBy: 'deadline',
    });
  });

  it('leaves sessions without deadline and closed ones alone', () => {
    expect(expireSession({ ...active, deadline: null }, at('23:00:00'))).toBeNull();
    expect(expireSession({ ...active, status: 'submitted' }, at('23:00:00'))).toBeNull();
  });

  it('closes a session exactly when a candidate no longer can', () => {
    fc.assert(
      fc.property(fc.integer({ min: -7200_000, max: 7200_000 }), (offset) => {
        const now = new Date(at('10:00:00').getTime() + offset);
        const byCandidate = closeSession(active, { by: 'candidate', epoch: 1 }, now);
        expect(byCandidate.accepted).toBe(!isExpired(active, now));
        expect(expireSession(active, now) === null).toBe(byCandidate.accepted);
      }),
    );
  });
});
