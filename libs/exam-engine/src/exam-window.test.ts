import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alwaysOpen, deadlineFrom, endOfWindow, whyNotOpen } from './exam-window.ts';
import type { PersonalWindow } from './exam-window.ts';
import { startSession } from './session.ts';
import type { SessionState } from './session-states.ts';
import { timeAllowed } from './time-allowed.ts';

const at = (time: string) => new Date(`2026-11-22T${time}.000Z`);
const window: PersonalWindow = {
  opensAt: at('14:00:00'),
  latestStartAt: at('14:30:00'),
  closesAt: at('16:00:00'),
  extraSeconds: 0,
};

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
  durationSeconds: 5400,
  graceSeconds: 30,
};

describe('the window of an exam', () => {
  it.each([
    ['13:59:59', 'opens-later'],
    ['14:00:00', undefined],
    ['14:30:00', undefined],
    ['14:30:01', 'latest-start-over'],
    ['16:00:00', 'latest-start-over'],
  ])('at %s lets start, or says %s', (time, why) => {
    expect(whyNotOpen(window, at(time))?.why).toBe(why);
  });

  it.each([
    ['15:59:59', undefined],
    ['16:00:00', 'closed'],
  ])('without a latest start at %s lets start, or says %s', (time, why) => {
    expect(whyNotOpen({ ...window, latestStartAt: null }, at(time))?.why).toBe(why);
  });

  it.each([
    ['14:10:00', 0, 5400, '15:40:00'],
    ['14:30:00', 0, 5400, '16:00:00'],
    ['14:30:00', 0, 7200, '16:00:00'],
    ['14:30:00', 2700, 8100, '16:45:00'],
    ['14:00:00', 2700, 8100, '16:15:00'],
  ])('ends a start at %s with %i extra of %i s at %s', (start, extraSeconds, allowed, end) => {
    expect(deadlineFrom({ ...window, extraSeconds }, at(start), allowed)).toEqual(at(end));
  });

  it('gives an exam without time limit no deadline', () => {
    expect(deadlineFrom(window, at('14:10:00'), null)).toBeNull();
  });
});

const instant = fc
  .integer({ min: 0, max: 100_000 })
  .map((seconds) => new Date(at('00:00:00').getTime() + seconds * 1000));
const seconds = fc.integer({ min: 60, max: 20_000 });

describe('a start within a window', () => {
  it('never gets a deadline beyond the end of the window or more time than allowed, and always some', () => {
    fc.assert(
      fc.property(
        instant,
        instant,
        seconds,
        fc.integer({ min: 0, max: 20_000 }),
        (now, closesAt, standard, extra) => {
          fc.pre(now < closesAt);
          const own = { ...alwaysOpen, closesAt, extraSeconds: extra };
          const deadline = deadlineFrom(own, now, standard + extra);

          expect(deadline?.getTime()).toBeLessThanOrEqual(endOfWindow(own)?.getTime() ?? 0);
          expect(deadline?.getTime()).toBeLessThanOrEqual(now.getTime() + (standard + extra) * 1000);
          expect(deadline?.getTime()).toBeGreaterThan(now.getTime());
        },
      ),
    );
  });

  it('gives whoever has extra time exactly that much more than somebody who starts beside them', () => {
    fc.assert(
      fc.property(
        instant,
        instant,
        seconds,
        fc.integer({ min: 0, max: 20_000 }),
        (now, closesAt, standard, extra) => {
          const others = deadlineFrom({ ...alwaysOpen, closesAt }, now, standard);
          const own = deadlineFrom({ ...alwaysOpen, closesAt, extraSeconds: extra }, now, standard + extra);

          expect((own?.getTime() ?? 0) - (others?.getTime() ?? 0)).toBe(extra * 1000);
        },
      ),
    );
  });

  it('is refused exactly where the window says so, and changes nothing of a session that runs', () => {
    fc.assert(
      fc.property(instant, fc.array(instant, { minLength: 3, maxLength: 3 }), (now, bounds) => {
        const [opensAt = null, latestStartAt = null, closesAt = null] = bounds.toSorted((a, b) => +a - +b);
        const own = { opensAt, latestStartAt, closesAt, extraSeconds: 0 };
        const verdict = startSession(ready, now, own);

        expect(verdict.accepted).toBe(whyNotOpen(own, now) === null);
        if (!verdict.accepted) return;
        expect(verdict.session.deadline).toEqual(deadlineFrom(own, now, ready.durationSeconds));
        const later = new Date(now.getTime() + 1000);
        expect(
          startSession(verdict.session, later, { ...own, opensAt: later, closesAt: later }),
        ).toMatchObject({
          accepted: true,
          isRepeat: true,
          session: { deadline: verdict.session.deadline },
        });
      }),
    );
  });

  it('applies to study too, which has no deadline', () => {
    const study = { ...ready, durationSeconds: null };

    expect(startSession(study, at('13:00:00'), window)).toMatchObject({ reason: 'exam-not-open' });
    expect(startSession(study, at('14:10:00'), window)).toMatchObject({ session: { deadline: null } });
  });
});

describe('the time allowed', () => {
  it.each([
    [3600, null, 3600],
    [3600, { timeFactor: 1.5, extraSeconds: 0 }, 5400],
    [3600, { timeFactor: 1.25, extraSeconds: 600 }, 5100],
    [61, { timeFactor: 1.25, extraSeconds: 0 }, 77],
    [null, { timeFactor: 2, extraSeconds: 600 }, null],
  ])('of %s s with %o is %s s', (standard, granted, allowed) => {
    expect(timeAllowed(standard, granted)).toBe(allowed);
  });

  it('is whole, and never less than the standard', () => {
    const granted = fc.record({
      timeFactor: fc.constantFrom(1, 1.25, 1.5, 2),
      extraSeconds: fc.integer({ min: 0, max: 86_400 }),
    });
    fc.assert(
      fc.property(seconds, granted, (standard, given) => {
        const allowed = timeAllowed(standard, given);
        expect(Number.isInteger(allowed)).toBe(true);
        expect(allowed).toBeGreaterThanOrEqual(standard);
      }),
    );
  });
});
