import { SessionStatus } from '@attest/contracts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { admitLate } from './late-material.ts';
import { closeSession, expireSession, resumeSession, startSession } from './session.ts';
import { reopenSession, voidSession } from './session-overrules.ts';
import { firstSection, openNextSection, sectionRanges } from './session-sections.ts';
import { continueSession, endBreak, pauseSession, startBreak, stoodStillMs } from './session-pauses.ts';
import { isClosed, mayMove } from './session-states.ts';
import type { SessionState } from './session-states.ts';
import { addTime } from './session-time.ts';

/** A session, the break time it has left, and what the property keeps account of. */
interface History {
  readonly session: SessionState;
  readonly breakSecondsLeft: number;
}

interface Step {
  readonly does:
    | 'start'
    | 'resume'
    | 'submit'
    | 'open section'
    | 'expire'
    | 'pause'
    | 'continue'
    | 'start break'
    | 'end break'
    | 'add time'
    | 'end'
    | 'void'
    | 'reopen'
    | 'admit late';
  readonly afterMs: number;
  readonly seconds: number;
}

const allowedSeconds = 3_600;
const breakSeconds = 600;
const began = new Date('2026-11-22T09:00:00.000Z').getTime();

const sections = [2, 3, 4].map((itemCount) => ({ title: 'Part', itemCount }));

const fresh: History = {
  session: {
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
    openSection: firstSection({ mayGoBack: false, sections }),
    durationSeconds: allowedSeconds,
    graceSeconds: 30,
  },
  breakSecondsLeft: breakSeconds,
};

const step = (does: fc.Arbitrary<Step['does']>): fc.Arbitrary<Step> =>
  fc.record({
    does,
    afterMs: fc.integer({ min: 0, max: 1_800_000 }),
    seconds: fc.integer({ min: 60, max: 3_600 }),
  });
const anything = fc.constantFrom<Step['does'][]>(
  'start',
  'start',
  'start',
  'resume',
  'submit',
  'open section',
  'open section',
  'expire',
  'expire',
  'expire',
  'pause',
  'continue',
  'start break',
  'end break',
  'add time',
  'end',
  'reopen',
  'admit late',
);
const histories = fc.array(
  step(fc.oneof({ weight: 30, arbitrary: anything }, { weight: 3, arbitrary: fc.constant('void') })),
  {
    maxLength: 40,
  },
);

/** The history after one step; the same object where the step was refused. */
function take(history: History, { does, seconds }: Step, now: Date): History {
  const { session, breakSecondsLeft } = history;
  const asked = { epoch: session.epoch, breakSecondsLeft };
  const decide = () => {
    switch (does) {
      case 'start':
        return startSession(session, now);
      case 'resume':
        return resumeSession(session, now);
      case 'submit':
        return closeSession(session, { by: 'candidate', epoch: session.epoch }, now);
      case 'open section': {
        const section = (session.openSection?.section ?? 0) + 1;
        return openNextSection(session, { section, epoch: session.epoch }, sectionRanges(sections), now);
      }
      case 'end':
        return closeSession(session, { by: 'staff' }, now);
      case 'pause':
        return pauseSession(session, { cause: 'staff', reason: 'a reason', until: null }, now);
      case 'continue':
        return session.pausedFor === 'break' ? endBreak(session, asked, now) : continueSession(session, now);
      case 'start break':
        return startBreak(session, asked, now);
      case 'end break':
        return endBreak(session, asked, now);
      case 'add time':
        return addTime(session, seconds, now);
      case 'void':
        return voidSession(session);
      case 'reopen':
        return reopenSession(session, { secondsLeft: seconds }, now);
      case 'admit late':
        return admitLate(session);
      case 'expire': {
        const expired = expireSession(session, now);
        return expired === null ? null : { accepted: true as const, session: expired };
      }
    }
  };
  const verdict = decide();
  if (!verdict?.accepted || verdict.session === session) return history;
  return { breakSecondsLeft, ...verdict };
}

/** Walks through a history and looks at every move of it. */
function walk(
  steps: readonly Step[],
  look: (before: History, after: History, step: Step, now: Date) => void,
) {
  let history = fresh;
  let now = began;
  for (const each of steps) {
    now += each.afterMs;
    const after = take(history, each, new Date(now));
    look(history, after, each, new Date(now));
    history = after;
  }
}

it('moves along the arrows of the table and along no others', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(histories, (steps) => {
      walk(steps, ({ session: before }, { session: after }) => {
        if (before.status === after.status) return;
        seen.add(`${before.status} → ${after.status}`);
        expect(mayMove(before.status, after.status)).toBe(true);
      });
    }),
    { seed: 20_261_122, numRuns: 800 },
  );
  const arrows = SessionStatus.options.flatMap((from) =>
    SessionStatus.options.filter((to) => mayMove(from, to)).map((to) => `${from} → ${to}`),
  );
  // Booking, marking, scoring and releasing are decided elsewhere.
  const elsewhere = /booked|marking|scored|released/;
  expect([...seen].toSorted()).toEqual(arrows.filter((arrow) => !elsewhere.test(arrow)).toSorted());
});

it('never takes time away: deadlines and epochs only grow, but for what a reopening says', () => {
  fc.assert(
    fc.property(histories, (steps) => {
      walk(steps, ({ session: before }, { session: after }, { does, seconds }, now) => {
        expect(after.epoch).toBeGreaterThanOrEqual(before.epoch);
        const isAdmitted = does === 'admit late' && before !== after;
        const isEnded = isClosed(after.status) && !isClosed(before.status);
        expect(after.closing - before.closing).toBe(isAdmitted || isEnded ? 1 : 0);
        if (before.deadline === null || after.deadline === null) return;
        const isReopened = does === 'reopen' && before !== after;
        const least = isReopened ? now.getTime() + seconds * 1000 : before.deadline.getTime();
        expect(after.deadline.getTime()).toBeGreaterThanOrEqual(least);
      });
    }),
    { seed: 20_261_122, numRuns: 400 },
  );
});

it('gives as much time in all as was allowed, added and given anew, and no break time beyond the grant', () => {
  fc.assert(
    fc.property(histories, (steps) => {
      let budgetMs = allowedSeconds * 1000;
      let workedMs = 0;
      let breaksMs = 0;
      let last = began;
      walk(steps, ({ session: before }, { session: after, breakSecondsLeft }, { does, seconds }, now) => {
        const gone = now.getTime() - last;
        const restedMs = before.pausedFor === 'break' ? stoodStillMs(before, now) : 0;
        if (before.status === 'active') workedMs += gone;
        // A break that nobody ended in time runs on the clock from where it was over.
        if (before.status === 'paused' && after.status !== 'paused' && before.pausedAt !== null) {
          workedMs += now.getTime() - before.pausedAt.getTime() - stoodStillMs(before, now);
          breaksMs += restedMs;
        }
        last = now.getTime();
        if (before !== after && does === 'add time') budgetMs += seconds * 1000;
        if (before !== after && does === 'reopen') budgetMs = workedMs + seconds * 1000;

        const standsAt = after.status === 'paused' ? after.pausedAt : now;
        if (after.status === 'active' || after.status === 'paused') {
          const leftMs = (after.deadline?.getTime() ?? 0) - (standsAt?.getTime() ?? 0);
          expect(workedMs + leftMs).toBe(budgetMs);
        }
        expect(breaksMs).toBeLessThanOrEqual(breakSeconds * 1000);
        expect(breakSecondsLeft).toBeGreaterThanOrEqual(0);
      });
    }),
    { seed: 20_261_122, numRuns: 400 },
  );
});

it('opens sections one by one and only in a running session; nothing else moves them', () => {
  const opened = new Set<number>();
  fc.assert(
    fc.property(histories, (steps) => {
      walk(steps, ({ session: before }, { session: after }, { does }) => {
        const [was, is] = [before.openSection?.section ?? -1, after.openSection?.section ?? -1];
        if (was === is) return;
        opened.add(is);
        expect([does, before.status, is - was]).toEqual(['open section', 'active', 1]);
      });
    }),
    { seed: 20_261_122, numRuns: 800 },
  );
  expect([...opened].toSorted((a, b) => a - b)).toEqual([1, 2]);
});
