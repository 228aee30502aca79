import {
  MonitoredSession,
  ResponsesReceipt,
  RunningSession,
  SessionReceipt,
  StaffActionDone,
} from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';
import {
  act,
  auditOf,
  eventsOf,
  noticesOf,
  readSession,
  submit,
  untilScored,
} from '../../../../../tests/support/proctoring.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const reason = 'The fire alarm rang for a while';
const save = (person: Person, { id, form }: RunningSession, epoch = 1, revision = 1) =>
  attest
    .as(person)
    .put(`/exam-sessions/${id}/responses`, { epoch, responses: [respondTo(form.items[0], revision)] });
const later = (instant: string | null, seconds: number) =>
  new Date(Date.parse(instant ?? '') + seconds * 1000).toISOString();
describe('adding time', () => {
  it('moves the deadline, tells the candidate with the next save, and stays on record', async () => {
    const { candidate, session } = await attest.given.openSession();
    const proctor = await attest.given.staff(['proctor']);

    const reply = await act(proctor, session.id, { action: 'add-time', seconds: 600, reason });

    const deadline = later(session.deadline, 600);
    expect(reply.read(StaffActionDone)).toMatchObject({
      isDone: true,
      proposalId: null,
      session: { id: session.id, deadline, lastNotice: { kind: 'time-added', seconds: 600 } },
    });
    expect((await save(candidate, session)).read(ResponsesReceipt).deadline).toBe(deadline);
    expect(await noticesOf(attest.databaseUrl, session.id)).toEqual([
      { kind: 'time-added', seconds: 600, text: reason },
    ]);
    expect(await eventsOf(attest.databaseUrl, session.id)).toEqual([
      {
        kind: 'deadline-changed',
        actor_id: proctor.id,
        facts: { before: session.deadline, after: deadline, seconds: 600, reason },
      },
    ]);
    expect(await auditOf(attest.databaseUrl, session.id)).toMatchObject([
      {
        kind: 'exam-session.time-added',
        actor_id: proctor.id,
        reason,
        change: { before: { deadline: session.deadline }, after: { deadline } },
      },
    ]);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('takes answers after the old deadline', async () => {
    const { candidate, session } = await attest.given.openSession({ minutes: 10, graceSeconds: 0 });
    const proctor = await attest.given.staff(['proctor']);
    await act(proctor, session.id, { action: 'add-time', seconds: 600, reason });

    await attest.databaseClock.advance(900);

    expect((await save(candidate, session)).status).toBe(200);
  });

  it('keeps the sign-in of the candidate until the new end', async () => {
    const { session } = await attest.given.openSession();
    const proctor = await attest.given.staff(['proctor']);
    await attest.rows(`UPDATE sign_ins SET expires_at = attest_now() + interval '30 minutes'`);

    await act(proctor, session.id, { action: 'add-time', seconds: 28_800, reason });

    const [row] = await attest.rows(
      `SELECT i.expires_at > s.deadline + s.grace AS lasts
       FROM exam_sessions s JOIN sign_ins i ON i.id = s.held_by WHERE s.session_id = $1`,
      [session.id],
    );
    expect(row).toEqual({ lasts: true });
  });

  it('is refused before the start, after the end, and where there is no time limit', async () => {
    const exam = await attest.given.exam({ modes: ['exam', 'study'] });
    const booked = await attest.given.bookedSession();
    const study = await attest.given.openSession({ exam, mode: 'study' });
    const { candidate, session } = await attest.given.openSession();
    await submit(candidate, session.id);
    const proctor = await attest.given.staff(['proctor']);
    const add = (id: string) => act(proctor, id, { action: 'add-time', seconds: 60, reason });

    expect(await add(booked.session.id)).toBeProblem('session-state-conflict');
    expect(await add(session.id)).toBeProblem('session-state-conflict');
    expect(await add(study.session.id)).toBeProblem('not-found');
  });
});

describe('pausing and continuing', () => {
  it('stops the clock: nothing is saved, nothing expires, and the time comes back', async () => {
    const { candidate, session } = await attest.given.openSession({ minutes: 10, graceSeconds: 0 });
    const proctor = await attest.given.staff(['proctor']);
    await act(proctor, session.id, { action: 'pause', reason });
    await attest.databaseClock.advance(3_600);

    expect(await save(candidate, session)).toBeProblem('session-not-active');
    expect(await submit(candidate, session.id)).toBeProblem('session-not-active');
    expect(await readSession(candidate, session.id)).toMatchObject({
      status: 'paused',
      deadline: session.deadline,
      pause: { cause: 'staff', reason, until: null },
    });

    await act(proctor, session.id, { action: 'continue', reason: 'All is well again' });

    const after = (await save(candidate, session)).read(ResponsesReceipt);
    const moved = Date.parse(after.deadline ?? '') - Date.parse(session.deadline ?? '');
    expect(moved).toBeGreaterThanOrEqual(3_600_000);
    expect(moved).toBeLessThan(3_660_000);
    expect(await eventsOf(attest.databaseUrl, session.id)).toMatchObject([
      { kind: 'paused', facts: { cause: 'staff', reason } },
      { kind: 'continued', facts: { reason: 'All is well again' } },
      { kind: 'deadline-changed', facts: { before: session.deadline, after: after.deadline } },
    ]);
    expect(await noticesOf(attest.databaseUrl, session.id)).toMatchObject([
      { kind: 'paused' },
      { kind: 'continued' },
    ]);
    expect((await auditOf(attest.databaseUrl, session.id)).map(({ kind }) => kind)).toEqual([
      'exam-session.paused',
      'exam-session.continued',
    ]);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('lets the candidate take the session over in another browser, still paused', async () => {
    const { candidate, session } = await attest.given.openSession();
    const proctor = await attest.given.staff(['proctor']);
    await act(proctor, session.id, { action: 'pause', reason });

    const reply = await attest.as(candidate).post(`/exam-sessions/${session.id}/resume`, {});

    expect(reply.read(RunningSession)).toMatchObject({
      status: 'paused',
      epoch: 2,
      pause: { cause: 'staff', reason },
    });
  });

  it('is refused where it changes nothing', async () => {
    const { session } = await attest.given.openSession();
    const proctor = await attest.given.staff(['proctor']);

    expect(await act(proctor, session.id, { action: 'continue', reason })).toBeProblem(
      'session-state-conflict',
    );
    await act(proctor, session.id, { action: 'pause', reason });
    expect(await act(proctor, session.id, { action: 'pause', reason })).toBeProblem('session-state-conflict');
  });
});

describe('ending a session for the candidate', () => {
  it.each(['active', 'paused'])('gives receipt and outcome, from %s', async (from) => {
    const { candidate, session } = await attest.given.openSession();
    await save(candidate, session);
    const instructor = await attest.given.instructor();
    if (from === 'paused') await act(instructor, session.id, { action: 'pause', reason });

    const reply = await act(instructor, session.id, { action: 'end', reason });

    expect(reply.read(StaffActionDone)).toMatchObject({ isDone: true });
    expect((await submit(candidate, session.id)).read(SessionReceipt)).toMatchObject({
      closedBy: 'staff',
      answeredCount: 1,
    });
    await untilScored(attest.databaseUrl);
    expect((await attest.as(candidate).get(`/exam-sessions/${session.id}/outcome`)).status).toBe(200);
    expect((await eventsOf(attest.databaseUrl, session.id)).map(({ kind }) => kind).slice(-3)).toEqual([
      'ended',
      'scored',
      'released',
    ]);
    expect((await auditOf(attest.databaseUrl, session.id)).at(-1)).toMatchObject({
      kind: 'exam-session.ended',
      actor_id: instructor.id,
      change: { before: { status: from }, after: { status: 'submitted', closing: 1 } },
    });
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('is not for proctors', async () => {
    const { session } = await attest.given.openSession();
    const proctor = await attest.given.staff(['proctor']);

    for (const action of ['end', 'void', 'reopen'] as const) {
      const seconds = action === 'reopen' ? { secondsLeft: 600 } : {};
      expect(await act(proctor, session.id, { action, reason, ...seconds })).toBeProblem(
        'permission-missing',
      );
    }
    expect(await eventsOf(attest.databaseUrl, session.id)).toEqual([]);
  });
});

describe('words of staff', () => {
  it('reach the candidate as a message, and nobody but staff as a note', async () => {
    const { candidate, session } = await attest.given.openSession();
    const proctor = await attest.given.staff(['proctor']);

    await act(proctor, session.id, { action: 'message', text: 'Your microphone is off' });
    const reply = await act(proctor, session.id, { action: 'note', text: 'Looked at the ceiling' });

    expect(reply.read(StaffActionDone).session).toMatchObject({ noteCount: 1 });
    expect(await noticesOf(attest.databaseUrl, session.id)).toEqual([
      { kind: 'message', seconds: null, text: 'Your microphone is off' },
    ]);
    const resumed = await attest.as(candidate).post(`/exam-sessions/${session.id}/resume`, {});
    expect(resumed.read(RunningSession).notices).toMatchObject([{ text: 'Your microphone is off' }]);
    expect(await eventsOf(attest.databaseUrl, session.id)).toMatchObject([
      { kind: 'message', actor_id: proctor.id, facts: { text: 'Your microphone is off' } },
      { kind: 'note', actor_id: proctor.id, facts: { text: 'Looked at the ceiling' } },
      { kind: 'taken-over' },
    ]);
    expect((await auditOf(attest.databaseUrl, session.id)).map(({ kind }) => kind)).toEqual([
      'exam-session.message-written',
      'exam-session.note-written',
    ]);
  });

  it('after the end are notes only', async () => {
    const { candidate, session } = await attest.given.openSession();
    await submit(candidate, session.id);
    const proctor = await attest.given.staff(['proctor']);

    expect(await act(proctor, session.id, { action: 'message', text: 'Hello' })).toBeProblem(
      'session-state-conflict',
    );
    expect((await act(proctor, session.id, { action: 'note', text: 'Seen off' })).status).toBe(200);
  });
});

describe('nobody acts', () => {
  it('on their own exam', async () => {
    const instructor = await attest.given.instructor();
    const { session } = await attest.given.openSession({ candidate: instructor });

    for (const action of [
      { action: 'add-time', seconds: 600, reason },
      { action: 'pause', reason },
      { action: 'end', reason },
      { action: 'void', reason },
      { action: 'note', text: 'All fine' },
    ]) {
      expect(await act(instructor, session.id, action)).toBeProblem('second-person-needed');
    }
    expect(await eventsOf(attest.databaseUrl, session.id)).toEqual([]);
  });

  it('as a candidate, or on what does not exist', async () => {
    const { candidate, session } = await attest.given.openSession();
    const proctor = await attest.given.staff(['proctor']);
    const nowhere = '018f0000-0000-7000-8000-000000000001';

    expect(await act(candidate, session.id, { action: 'pause', reason })).toBeProblem('permission-missing');
    expect(await act(proctor, nowhere, { action: 'pause', reason })).toBeProblem('not-found');
  });
});

it('shows the monitor what became of the session', async () => {
  const { session } = await attest.given.openSession();
  const proctor = await attest.given.staff(['proctor']);
  const done = await act(proctor, session.id, { action: 'pause', reason });

  const monitored = await attest.as(proctor).get(`/sessions-monitor/${session.id}`);

  expect(monitored.read(MonitoredSession)).toMatchObject({ status: 'paused', pause: { cause: 'staff' } });
  expect(done.read(StaffActionDone).session.status).toBe('paused');
});
