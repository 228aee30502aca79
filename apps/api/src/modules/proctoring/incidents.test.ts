import { Incident, Incidents, RunningSession, SessionChange } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';
import { act, auditOf, eventsOf, readSession } from '../../../../../tests/support/proctoring.ts';
import { IncidentFollowUp } from './incident-follow-up.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const patience = { timeout: 15_000, interval: 50 };
const reason = 'The network of the test centre is down';
const stop = (person: Person, examId: string) =>
  attest.as(person).post('/sessions-monitor/incidents', { examId, reason });
const end = (person: Person, id: string) =>
  attest.as(person).post(`/sessions-monitor/incidents/${id}/end`, { reason: 'It is up again' });
const statusOf = async (person: Person, id: string) => (await readSession(person, id)).status;

describe('stopping an exam', () => {
  it('pauses each of its running sessions and no other, and lets them go on with their time', async () => {
    const exam = await attest.given.exam({ durationSeconds: 600, graceSeconds: 0 });
    const candidate = await attest.given.candidate();
    const running: Awaited<ReturnType<typeof attest.given.openSession>>[] = [];
    for (let count = 0; count < 3; count += 1) running.push(await attest.given.openSession({ exam }));
    const elsewhere = await attest.given.openSession({ candidate });
    const proctor = await attest.given.staff(['proctor']);

    const opened = (await stop(proctor, exam)).read(Incident);

    expect(opened).toMatchObject({ reason, openedBy: proctor.displayName, closedAt: null, pausedCount: 3 });
    expect(await statusOf(candidate, elsewhere.session.id)).toBe('active');
    await attest.databaseClock.advance(3_600);
    const ended = (await end(proctor, opened.id)).read(Incident);
    expect(ended).toMatchObject({ pausedCount: 0 });
    expect(ended.closedAt).not.toBeNull();
    for (const { candidate: own, session } of running) {
      const after = await readSession(own, session.id);
      expect(after).toMatchObject({ status: 'active', pause: null });
      const moved = Date.parse(after.deadline ?? '') - Date.parse(session.deadline ?? '');
      expect(moved).toBeGreaterThanOrEqual(3_600_000);
      expect(await eventsOf(attest.databaseUrl, session.id)).toMatchObject([
        { kind: 'paused', actor_id: proctor.id, facts: { cause: 'incident', reason } },
        { kind: 'continued', actor_id: proctor.id, facts: { reason: 'It is up again' } },
        { kind: 'deadline-changed' },
      ]);
    }
    expect((await auditOf(attest.databaseUrl, opened.examId)).map(({ kind }) => kind)).toEqual([
      'exam.stopped',
      'exam.continued',
    ]);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('lets none start, and the start succeeds afterwards', async () => {
    const exam = await attest.given.exam({});
    const { candidate, session } = await attest.given.bookedSession({ exam });
    const proctor = await attest.given.staff(['proctor']);
    const { id } = (await stop(proctor, exam)).read(Incident);
    const start = () => attest.as(candidate).post(`/exam-sessions/${session.id}/start`);

    expect(await start()).toBeProblem('exam-stopped');
    await end(proctor, id);

    expect((await start()).read(RunningSession).status).toBe('active');
  });

  it('lets a session paused by staff stand until staff continue it, also after the stop', async () => {
    const exam = await attest.given.exam({});
    const { candidate, session } = await attest.given.openSession({ exam });
    const proctor = await attest.given.staff(['proctor']);
    await act(proctor, session.id, { action: 'pause', reason: 'Your papers, if you like' });
    const { id, pausedCount } = (await stop(proctor, exam)).read(Incident);
    expect(pausedCount).toBe(0);

    await end(proctor, id);

    expect(await readSession(candidate, session.id)).toMatchObject({
      status: 'paused',
      pause: { cause: 'staff' },
    });
  });

  it('takes over what goes on while it lasts: a staff pause, a break, a single session', async () => {
    const exam = await attest.given.exam({});
    const proctor = await attest.given.staff(['proctor']);
    const byStaff = await attest.given.openSession({ exam });
    const onBreak = await attest.given.openSession({ exam });
    await attest.rows('UPDATE bookings SET break_seconds_left = 600');
    await act(proctor, byStaff.session.id, { action: 'pause', reason });
    await attest.as(onBreak.candidate).post(`/exam-sessions/${onBreak.session.id}/breaks`, { epoch: 1 });
    const { id } = (await stop(proctor, exam)).read(Incident);
    const resume = { action: 'continue', reason };

    await act(proctor, byStaff.session.id, resume);
    const back = await attest
      .as(onBreak.candidate)
      .post(`/exam-sessions/${onBreak.session.id}/breaks/end`, { epoch: 1 });

    expect(back.read(SessionChange)).toMatchObject({
      status: 'paused',
      pause: { cause: 'incident', reason },
    });
    expect(await readSession(byStaff.candidate, byStaff.session.id)).toMatchObject({
      pause: { cause: 'incident' },
    });
    expect(await act(proctor, byStaff.session.id, resume)).toBeProblem('exam-stopped');
    await end(proctor, id);
    expect(await statusOf(byStaff.candidate, byStaff.session.id)).toBe('active');
    expect(await statusOf(onBreak.candidate, onBreak.session.id)).toBe('active');
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('is done once at a time, ended once, and known to those who watch', async () => {
    const exam = await attest.given.exam({});
    const proctor = await attest.given.staff(['proctor']);

    const replies = await Promise.all(Array.from({ length: 10 }, () => stop(proctor, exam)));
    const opened = replies.find(({ status }) => status === 201)?.read(Incident);
    const ends = await Promise.all(Array.from({ length: 10 }, () => end(proctor, String(opened?.id))));

    expect(replies.filter(({ status }) => status === 409)).toHaveLength(9);
    expect(ends.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(ends.find(({ status }) => status !== 200)).toBeProblem('decision-taken-already');
    const list = async (status: string) =>
      (await attest.as(proctor).get(`/sessions-monitor/incidents?status=${status}`)).read(Incidents)
        .incidents;
    expect(await list('open')).toEqual([]);
    expect(await list('closed')).toMatchObject([{ id: opened?.id }]);
    expect(await end(proctor, '018f0000-0000-7000-8000-000000000001')).toBeProblem('not-found');
    expect(await stop(proctor, 'no-such-exam')).toBeProblem('not-found');
  });

  it('is not for whoever sits in it, nor for candidates', async () => {
    const exam = await attest.given.exam({});
    const instructor = await attest.given.instructor();
    const { candidate } = await attest.given.openSession({ exam });
    await attest.given.openSession({ exam, candidate: instructor });

    expect(await stop(instructor, exam)).toBeProblem('second-person-needed');
    expect(await stop(candidate, exam)).toBeProblem('permission-missing');
  });
});

describe('the follow-up', () => {
  it('completes a stop and its end that a crash cut off after the first row', async () => {
    const exam = await attest.given.exam({});
    const { candidate, session } = await attest.given.openSession({ exam });
    const proctor = await attest.given.staff(['proctor']);
    await attest.rows(
      `INSERT INTO exam_incidents (id, exam_id, reason, opened_by, opened_at)
       SELECT '018f0000-0000-7000-8000-000000000001', id, $2, $3, attest_now() FROM exams WHERE slug = $1`,
      [exam, reason, proctor.id],
    );
    await expect.poll(() => statusOf(candidate, session.id), patience).toBe('paused');

    await attest.rows(
      `UPDATE exam_incidents SET closed_at = attest_now(), closed_by = $1, closing_reason = 'It is up again'`,
      [proctor.id],
    );
    await expect.poll(() => statusOf(candidate, session.id), patience).toBe('active');

    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('changes each session once, however many processes follow and candidates save', async () => {
    const exam = await attest.given.exam({});
    const proctor = await attest.given.staff(['proctor']);
    const running: Awaited<ReturnType<typeof attest.given.openSession>>[] = [];
    for (let count = 0; count < 6; count += 1) running.push(await attest.given.openSession({ exam }));
    const others = [await startProcess(attest.databaseUrl), await startProcess(attest.databaseUrl)];
    onTestFinished(async () => {
      for (const { close } of others) await close();
    });
    const follow = () =>
      Promise.all(others.map(({ app }) => app.get(IncidentFollowUp, { strict: false }).settle()));
    const save = () =>
      Promise.all(
        running.map(({ candidate, session }) =>
          attest.as(candidate).put(`/exam-sessions/${session.id}/responses`, {
            epoch: 1,
            responses: [{ itemId: String(session.form.items[0]?.id), revision: 1, value: null }],
          }),
        ),
      );

    const [reply] = await Promise.all([stop(proctor, exam), save(), follow()]);
    await follow();
    await Promise.all([end(proctor, reply.read(Incident).id), save(), follow()]);
    await follow();

    for (const { candidate, session } of running) {
      await expect.poll(() => statusOf(candidate, session.id), patience).toBe('active');
      const kinds = (await eventsOf(attest.databaseUrl, session.id)).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'paused')).toHaveLength(1);
      expect(kinds.filter((kind) => kind === 'continued')).toHaveLength(1);
    }
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });
});
