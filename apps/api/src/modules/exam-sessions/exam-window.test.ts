import { Exam, ExamSession, ExamTerms, RunningSession } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { day } from '../../../../../tests/support/database-clock.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const at = (time: string) => `${day()}T${time}.000Z`;
const windowed = (changes: object = {}) =>
  attest.given.exam({
    durationSeconds: 3600,
    opensAt: at('14:00:00'),
    latestStartAt: at('14:30:00'),
    closesAt: at('15:15:00'),
    ...changes,
  });
const start = (candidate: Person, session: ExamSession) =>
  attest.as(candidate).post(`/exam-sessions/${session.id}/start`);
const grant = async (candidate: Person, changes: object) => {
  const decider = await attest.given.staff(['proctor']);
  const reply = await attest.as(decider).post('/accommodations', {
    email: candidate.email,
    timeFactor: 1,
    extraSeconds: 0,
    breakSeconds: 0,
    tools: [],
    reason: 'a letter',
    validUntil: null,
    ...changes,
  });
  expect(reply.status).toBe(201);
};

describe('an exam with a window', () => {
  it('tells its bounds to everyone, in UTC', async () => {
    const slug = await windowed({ opensAt: `${day()}T15:00:00+01:00` });

    expect((await attest.stranger.get(`/exams/${slug}`)).read(Exam)).toMatchObject({
      opensAt: at('14:00:00'),
      latestStartAt: at('14:30:00'),
      closesAt: at('15:15:00'),
    });
  });

  it('is booked early, and started from its first instant to the last', async () => {
    const exam = await windowed();
    await attest.databaseClock.moveTo(at('13:00:00'));
    const early = await attest.given.bookedSession({ exam });
    const late = await attest.given.bookedSession({ exam });

    const tooEarly = await start(early.candidate, early.session);
    expect(tooEarly).toBeProblem('exam-not-open');
    expect(detailOf(tooEarly)).toContain(at('14:00:00'));

    await attest.databaseClock.moveTo(at('14:00:00'));
    expect((await start(early.candidate, early.session)).status).toBe(200);

    await attest.databaseClock.moveTo(at('14:30:01'));
    const tooLate = await start(late.candidate, late.session);
    expect(tooLate).toBeProblem('exam-not-open');
    expect(detailOf(tooLate)).toContain(at('14:30:00'));
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('is not booked when it can no longer be started, so that no attempt is lost', async () => {
    const exam = await windowed();
    await attest.databaseClock.moveTo(at('14:30:05'));
    const candidate = await attest.given.candidate();

    const reply = await attest.as(candidate).post('/exam-sessions', { examId: exam, mode: 'exam' });

    expect(reply).toBeProblem('exam-not-open');
    expect(await attest.rows('SELECT 1 FROM bookings')).toEqual([]);
  });

  it('ends for everybody at its end, and later by exactly the extra time of a person', async () => {
    const exam = await windowed();
    await attest.databaseClock.moveTo(at('13:00:00'));
    const standard = await attest.given.bookedSession({ exam });
    const candidate = await attest.given.candidate();
    await grant(candidate, { timeFactor: 1.5, breakSeconds: 600 });
    const extended = await attest.given.bookedSession({ exam, candidate });
    await attest.databaseClock.moveTo(at('14:29:00'));

    const one = (await start(standard.candidate, standard.session)).read(RunningSession);
    const other = (await start(candidate, extended.session)).read(RunningSession);

    expect(one.deadline).toBe(at('15:15:00'));
    expect(other.deadline).toBe(at('15:45:00'));
    expect(standard.session).toMatchObject({ endsBy: at('15:15:00'), latestStartAt: at('14:30:00') });
    expect(extended.session).toMatchObject({ endsBy: at('15:55:00'), opensAt: at('14:00:00') });
  });

  it('bounds the start of study too, which has no deadline', async () => {
    const exam = await windowed({ modes: ['exam', 'study'] });
    await attest.databaseClock.moveTo(at('13:59:00'));
    const { candidate, session } = await attest.given.bookedSession({ exam, mode: 'study' });

    expect(session).toMatchObject({ endsBy: null, opensAt: at('14:00:00') });
    expect(await start(candidate, session)).toBeProblem('exam-not-open');
    await attest.databaseClock.moveTo(at('14:10:00'));
    expect((await start(candidate, session)).read(RunningSession).deadline).toBeNull();
  });

  it('keeps the window of the version that was booked', async () => {
    const exam = await windowed();
    await attest.databaseClock.moveTo(at('13:00:00'));
    const { candidate, session } = await attest.given.bookedSession({ exam });
    await attest.rows(
      `INSERT INTO exam_versions (id, exam_id, version, definition, definition_hash, created_at)
       SELECT gen_random_uuid(), exam_id, 2, definition || jsonb_build_object('opensAt', $2::text),
         definition_hash, attest_now() FROM exam_versions v JOIN exams e ON e.id = v.exam_id WHERE slug = $1`,
      [exam, at('14:20:00')],
    );
    await attest.rows('UPDATE exams SET version = 2 WHERE slug = $1', [exam]);
    await attest.databaseClock.moveTo(at('14:05:00'));

    expect((await attest.stranger.get(`/exams/${exam}`)).read(Exam).opensAt).toBe(at('14:20:00'));
    expect((await start(candidate, session)).status).toBe(200);
  });

  it.each([
    ['13:59:56', '14:00:00'],
    ['14:29:56', '14:30:00'],
  ])('answers fifty starts around an edge (%s) alike, or those of one side', async (from, edge) => {
    const exam = await windowed();
    await attest.databaseClock.moveTo(at('13:00:00'));
    const { candidate, session } = await attest.given.bookedSession({ exam });
    await attest.databaseClock.moveTo(`${day()}T${from}Z`);
    const delays = Array.from({ length: 50 }, (_, place) => place * 100);

    const replies = await Promise.all(
      delays.map(async (delay) => {
        await new Promise((resolve) => setTimeout(resolve, delay));
        return start(candidate, session);
      }),
    );

    const started = replies.filter(({ status }) => status === 200).map((reply) => reply.read(RunningSession));
    const refused = replies.filter(({ status }) => status !== 200);
    for (const reply of refused) expect(reply).toBeProblem('exam-not-open');
    for (const { startedAt } of started) {
      if (edge === '14:00:00') expect(startedAt >= at(edge)).toBe(true);
      else expect(startedAt <= at(edge)).toBe(true);
    }
    expect(started.length).toBeGreaterThan(0);
    expect(new Set(started.map(({ deadline }) => deadline)).size).toBe(1);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });
});

describe('accommodations of a session', () => {
  it('give the time that was granted before the booking', async () => {
    const candidate = await attest.given.candidate();
    await grant(candidate, { timeFactor: 1.25, extraSeconds: 60, breakSeconds: 300, tools: ['magnifier'] });

    const { session } = await attest.given.openSession({ candidate });
    const read = (await attest.as(candidate).get(`/exam-sessions/${session.id}`)).read(ExamSession);

    expect(read).toMatchObject({
      durationSeconds: 1560,
      breakSecondsLeft: 300,
      accommodation: { timeFactor: 1.25, extraSeconds: 60, tools: ['magnifier'], standardSeconds: 1200 },
    });
    expect(Date.parse(session.deadline ?? '') - Date.parse(session.startedAt)).toBe(1_560_000);
  });

  it('that were granted after the booking count at the start', async () => {
    const { candidate, session } = await attest.given.bookedSession();
    await grant(candidate, { timeFactor: 2 });

    const running = (await start(candidate, session)).read(RunningSession);

    expect(Date.parse(running.deadline ?? '') - Date.parse(running.startedAt)).toBe(2_400_000);
    expect((await attest.as(candidate).get(`/exam-sessions/${session.id}`)).read(ExamSession)).toMatchObject({
      durationSeconds: 2400,
      accommodation: { timeFactor: 2 },
    });
  });

  it('show when the same exam is booked again', async () => {
    const { candidate, session } = await attest.given.bookedSession();
    await grant(candidate, { timeFactor: 1.5 });

    const again = await attest.given.bookedSession({ candidate });

    expect(again.session).toMatchObject({ id: session.id, durationSeconds: 1800 });
  });

  it('that ended before the start do not count', async () => {
    const candidate = await attest.given.candidate();
    await grant(candidate, {
      timeFactor: 2,
      breakSeconds: 60,
      validUntil: new Date(Date.now() + 600_000).toISOString(),
    });
    const { session } = await attest.given.bookedSession({ candidate });
    expect(session.durationSeconds).toBe(2400);
    await attest.databaseClock.advance(601);

    const running = (await start(candidate, session)).read(RunningSession);

    expect(Date.parse(running.deadline ?? '') - Date.parse(running.startedAt)).toBe(1_200_000);
    expect(running.breakSecondsLeft).toBe(0);
  });

  it('that are decided during the exam change nothing of it', async () => {
    const { candidate, session } = await attest.given.openSession();
    await grant(candidate, { timeFactor: 2 });

    const again = (await attest.as(candidate).post(`/exam-sessions/${session.id}/start`)).read(
      RunningSession,
    );

    expect(again.deadline).toBe(session.deadline);
    expect(
      (await attest.as(candidate).get(`/exam-sessions/${session.id}`)).read(ExamSession).accommodation,
    ).toBeNull();
  });
});

describe('the terms of an exam', () => {
  it('tell a person their own time, end and deadline before they book', async () => {
    const exam = await windowed();
    await attest.databaseClock.moveTo(at('13:00:00'));
    const candidate = await attest.given.candidate();
    await grant(candidate, { timeFactor: 1.5, breakSeconds: 600 });
    const terms = async () => (await attest.as(candidate).get(`/exams/${exam}/terms`)).read(ExamTerms);

    expect(await terms()).toMatchObject({
      standardSeconds: 3600,
      allowedSeconds: 5400,
      breakSeconds: 600,
      endsBy: at('15:55:00'),
      mayStart: false,
      isOver: false,
      deadline: null,
    });
    await attest.databaseClock.moveTo(at('14:29:00'));
    expect(await terms()).toMatchObject({ mayStart: true, deadline: at('15:45:00') });
    await attest.databaseClock.moveTo(at('15:00:00'));
    expect(await terms()).toMatchObject({ mayStart: false, isOver: true });
  });
});
