import { describe, expect, it } from 'vitest';
import { closeSession, expireSession, resumeSession, startSession } from './session.ts';
import { reopenSession, voidSession } from './session-overrules.ts';
import { continueSession, endBreak, isBreakOver, pauseSession, startBreak } from './session-pauses.ts';
import type { SessionState } from './session-states.ts';
import { addTime, isExpired, isPastGrace } from './session-time.ts';
import { applySave } from './responses.ts';

const at = (time: string) => new Date(`2026-11-22T${time}.000Z`);

const active: SessionState = {
  status: 'active',
  epoch: 1,
  startedAt: at('09:00:00'),
  deadline: at('10:00:00'),
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
const paused: SessionState = {
  ...active,
  status: 'paused',
  pausedFor: 'staff',
  pausedAt: at('09:30:00'),
  pauseReason: 'Fire alarm',
};
const onBreak: SessionState = {
  ...paused,
  pausedFor: 'break',
  pausedUntil: at('09:40:00'),
  pauseReason: null,
};
const submitted: SessionState = {
  ...active,
  status: 'submitted',
  closedAt: at('09:45:00'),
  closedBy: 'candidate',
  closing: 1,
};
const conflict = { accepted: false, reason: 'session-state-conflict' };

describe('pausing', () => {
  const byStaff = { cause: 'staff', reason: 'Fire alarm', until: null } as const;

  it('stops the clock where it is', () => {
    expect(pauseSession(active, byStaff, at('09:30:00'))).toEqual({
      accepted: true,
      session: paused,
      isRepeat: false,
    });
  });

  it('is possible while anything can still be saved, and no longer', () => {
    expect(pauseSession(active, byStaff, at('10:00:30'))).toMatchObject({ accepted: true });
    expect(pauseSession(active, byStaff, at('10:00:31'))).toEqual(conflict);
  });

  it.each(['ready', 'paused', 'submitted', 'voided'] as const)('is refused when %s', (status) => {
    expect(pauseSession({ ...active, status }, byStaff, at('09:30:00'))).toEqual(conflict);
  });
});

describe('while paused', () => {
  it('nothing expires, however long it lasts', () => {
    expect(isPastGrace(paused, at('23:00:00'))).toBe(false);
    expect(isExpired(paused, at('23:00:00'))).toBe(false);
    expect(expireSession(paused, at('23:00:00'))).toBeNull();
  });

  it('nothing is saved or submitted', () => {
    const save = { epoch: 1, responses: [] };
    const refused = { accepted: false, reason: 'session-not-active' };
    expect(applySave({ ...paused, responses: new Map(), numberOf: () => 1 }, save, at('23:00:00'))).toEqual(
      refused,
    );
    expect(closeSession(paused, { by: 'candidate', epoch: 1 }, at('09:35:00'))).toEqual(refused);
  });

  it('the session can be taken over and its start repeated', () => {
    expect(resumeSession(paused, at('23:00:00'))).toMatchObject({ session: { status: 'paused', epoch: 2 } });
    expect(startSession(paused, at('23:00:00'))).toMatchObject({ session: paused, isRepeat: true });
  });
});

describe('continuing', () => {
  it('gives back the time that the session stood still', () => {
    expect(continueSession(paused, at('09:50:00'))).toEqual({
      accepted: true,
      session: { ...active, deadline: at('10:20:00') },
      isRepeat: false,
    });
  });

  it('after a break that nobody ended in time gives back the break only', () => {
    expect(continueSession(onBreak, at('09:55:00'))).toMatchObject({
      session: { status: 'active', deadline: at('10:10:00') },
    });
  });

  it('leaves a session without deadline without one, and is refused to what runs', () => {
    expect(continueSession({ ...paused, deadline: null }, at('09:50:00'))).toMatchObject({
      session: { deadline: null },
    });
    expect(continueSession(active, at('09:50:00'))).toEqual(conflict);
  });
});

describe('adding time', () => {
  it.each([
    ['runs', active],
    ['stands still', paused],
  ])('moves the deadline of what %s', (_, session) => {
    expect(addTime(session, 600, at('09:50:00'))).toMatchObject({
      session: { status: session.status, deadline: at('10:10:00') },
    });
  });

  it.each<[string, SessionState, string]>([
    ['has not started', { ...active, status: 'ready', startedAt: null, deadline: null }, '09:00:00'],
    ['has no time limit', { ...active, deadline: null }, '09:30:00'],
    ['is past deadline and grace', active, '10:00:31'],
    ['has ended', submitted, '09:50:00'],
  ])('is refused to what %s', (_, session, time) => {
    expect(addTime(session, 600, at(time))).toEqual(conflict);
  });
});

describe('a break', () => {
  const asked = { epoch: 1, breakSecondsLeft: 600 };

  it('lasts until the granted time is used up', () => {
    expect(startBreak(active, asked, at('09:30:00'))).toEqual({
      accepted: true,
      session: onBreak,
      isRepeat: false,
      breakSecondsLeft: 600,
    });
    expect(isBreakOver(onBreak, at('09:39:59'))).toBe(false);
    expect(isBreakOver(onBreak, at('09:40:00'))).toBe(true);
  });

  it('that ends early leaves the rest, begun seconds counted', () => {
    expect(endBreak(onBreak, asked, new Date('2026-11-22T09:30:59.100Z'))).toMatchObject({
      breakSecondsLeft: 540,
      session: { status: 'active', deadline: new Date('2026-11-22T10:00:59.100Z') },
    });
  });

  it('repeated, begins and ends once', () => {
    expect(startBreak(onBreak, asked, at('09:35:00'))).toMatchObject({ session: onBreak, isRepeat: true });
    expect(endBreak(active, asked, at('09:35:00'))).toMatchObject({ session: active, isRepeat: true });
  });

  it.each<[string, SessionState, typeof asked, string, string]>([
    ['no break time is left', active, { ...asked, breakSecondsLeft: 0 }, '09:30:00', 'break-not-available'],
    ['no clock runs', { ...active, deadline: null }, asked, '09:30:00', 'break-not-available'],
    ['another device holds it', active, { ...asked, epoch: 2 }, '09:30:00', 'session-continued-elsewhere'],
    ['no time is left', active, asked, '10:00:00', 'response-after-deadline'],
    ['staff paused it', paused, asked, '09:35:00', 'session-not-active'],
    ['it has ended', submitted, asked, '09:50:00', 'session-not-active'],
  ])('cannot begin when %s', (_, session, ask, time, reason) => {
    expect(startBreak(session, ask, at(time))).toEqual({ accepted: false, reason });
  });

  it('is not what ends a pause of staff', () => {
    expect(endBreak(paused, asked, at('09:35:00'))).toEqual({
      accepted: false,
      reason: 'session-not-active',
    });
  });
});

describe('an end by staff', () => {
  it('lets a paused session go on first', () => {
    expect(closeSession(paused, { by: 'staff' }, at('09:50:00'))).toEqual({
      accepted: true,
      session: {
        ...active,
        deadline: at('10:20:00'),
        status: 'submitted',
        closedAt: at('09:50:00'),
        closedBy: 'staff',
        closing: 1,
      },
      isRepeat: false,
    });
  });
});

describe('voiding', () => {
  it('keeps what was, and no pause', () => {
    expect(voidSession(paused)).toMatchObject({ session: { ...active, status: 'voided' } });
    expect(voidSession(submitted)).toMatchObject({ session: { ...submitted, status: 'voided' } });
  });

  it('is done once', () => {
    expect(voidSession({ ...active, status: 'voided' })).toEqual(conflict);
  });
});

describe('reopening', () => {
  it('takes the end back and gives the time that staff say', () => {
    expect(reopenSession(submitted, { secondsLeft: 600 }, at('11:00:00'))).toEqual({
      accepted: true,
      session: { ...active, epoch: 2, closing: 1, deadline: at('11:10:00') },
      isRepeat: false,
    });
  });

  it('keeps a repeat of the submit from ending it again', () => {
    const reopened = reopenSession(submitted, { secondsLeft: 600 }, at('11:00:00'));
    expect(
      reopened.accepted && closeSession(reopened.session, { by: 'candidate', epoch: 1 }, at('11:00:01')),
    ).toEqual({ accepted: false, reason: 'session-continued-elsewhere' });
  });

  it('leaves a session without deadline without one', () => {
    expect(
      reopenSession({ ...submitted, deadline: null }, { secondsLeft: 600 }, at('11:00:00')),
    ).toMatchObject({ session: { status: 'active', deadline: null } });
  });

  it.each(['ready', 'active', 'paused', 'voided'] as const)('is refused when %s', (status) => {
    expect(reopenSession({ ...active, status }, { secondsLeft: 600 }, at('09:30:00'))).toEqual(conflict);
  });
});
