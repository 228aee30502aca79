import { ResponsesReceipt, SessionChange, type RunningSession } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';
import { act, auditOf, eventsOf, readSession, submit } from '../../../../../tests/support/proctoring.ts';
import { SessionBreaks } from './session-breaks.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const patience = { timeout: 15_000, interval: 50 };
const startBreak = (person: Person, id: string, epoch = 1) =>
  attest.as(person).post(`/exam-sessions/${id}/breaks`, { epoch });
const endBreak = (person: Person, id: string, epoch = 1) =>
  attest.as(person).post(`/exam-sessions/${id}/breaks/end`, { epoch });
const save = (person: Person, { id, form }: RunningSession) =>
  attest
    .as(person)
    .put(`/exam-sessions/${id}/responses`, { epoch: 1, responses: [respondTo(form.items[0])] });
const sessionWithBreaks = async (seconds: number, minutes = 10) => {
  const opened = await attest.given.openSession({ minutes, graceSeconds: 0 });
  await attest.rows('UPDATE bookings SET break_seconds_left = $2 WHERE session_id = $1', [
    opened.session.id,
    seconds,
  ]);
  return opened;
};

describe('a break', () => {
  it('stops the clock until the candidate comes back', async () => {
    const { candidate, session } = await sessionWithBreaks(600);

    const begun = (await startBreak(candidate, session.id)).read(SessionChange);
    expect(begun).toMatchObject({ status: 'paused', breakSecondsLeft: 600, pause: { cause: 'break' } });
    expect(Date.parse(begun.pause?.until ?? '') - Date.parse(begun.serverTime)).toBe(600_000);
    expect(await save(candidate, session)).toBeProblem('session-not-active');

    await attest.databaseClock.advance(300);
    const ended = (await endBreak(candidate, session.id)).read(SessionChange);

    expect(ended).toMatchObject({ status: 'active', pause: null });
    expect(ended.breakSecondsLeft).toBeLessThanOrEqual(300);
    expect(ended.breakSecondsLeft).toBeGreaterThan(280);
    const { deadline } = (await save(candidate, session)).read(ResponsesReceipt);
    expect(deadline).toBe(ended.deadline);
    expect(Date.parse(deadline ?? '') - Date.parse(session.deadline ?? '')).toBeGreaterThanOrEqual(300_000);
    expect(await eventsOf(attest.databaseUrl, session.id)).toMatchObject([
      { kind: 'paused', actor_id: candidate.id, facts: { cause: 'break' } },
      { kind: 'continued', actor_id: candidate.id },
      { kind: 'deadline-changed' },
    ]);
    expect(await auditOf(attest.databaseUrl, session.id)).toEqual([]);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('ends by itself when its time is used up, and gives back no more than that', async () => {
    const { candidate, session } = await sessionWithBreaks(60);
    await startBreak(candidate, session.id);

    await attest.databaseClock.advance(400);
    await expect.poll(async () => (await readSession(candidate, session.id)).status, patience).toBe('active');

    const after = await readSession(candidate, session.id);
    expect(after.breakSecondsLeft).toBe(0);
    expect(Date.parse(after.deadline ?? '') - Date.parse(session.deadline ?? '')).toBe(60_000);
    expect(await startBreak(candidate, session.id)).toBeProblem('break-not-available');
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('is ended once, however many processes sweep', async () => {
    const { candidate, session } = await sessionWithBreaks(60);
    await startBreak(candidate, session.id);
    const others = [await startProcess(attest.databaseUrl), await startProcess(attest.databaseUrl)];
    onTestFinished(async () => {
      for (const { close } of others) await close();
    });
    await attest.databaseClock.advance(61);

    await Promise.all(others.map(({ app }) => app.get(SessionBreaks, { strict: false }).endThoseOver()));
    await expect.poll(async () => (await readSession(candidate, session.id)).status, patience).toBe('active');

    const kinds = (await eventsOf(attest.databaseUrl, session.id)).map(({ kind }) => kind);
    expect(kinds).toEqual(['paused', 'continued', 'deadline-changed']);
  });

  it('that outlasts the rest of the exam ends with it', async () => {
    const { candidate, session } = await sessionWithBreaks(60, 10);
    await startBreak(candidate, session.id);

    await attest.databaseClock.advance(3_600);
    await expect
      .poll(async () => (await readSession(candidate, session.id)).closedAt, patience)
      .not.toBeNull();

    const after = await readSession(candidate, session.id);
    expect(Date.parse(after.closedAt ?? '') - Date.parse(session.deadline ?? '')).toBe(60_000);
  });

  it('repeated, begins and ends once', async () => {
    const { candidate, session } = await sessionWithBreaks(600);

    const first = (await startBreak(candidate, session.id)).read(SessionChange);
    const again = (await startBreak(candidate, session.id)).read(SessionChange);
    await Promise.all(Array.from({ length: 10 }, () => endBreak(candidate, session.id)));

    expect(again.pause).toEqual(first.pause);
    expect((await endBreak(candidate, session.id)).read(SessionChange).status).toBe('active');
    const kinds = (await eventsOf(attest.databaseUrl, session.id)).map(({ kind }) => kind);
    expect(kinds).toEqual(['paused', 'continued', 'deadline-changed']);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });
});

describe('no break', () => {
  it('without break time, for another device, or in an exam that does not run', async () => {
    const { candidate, session } = await sessionWithBreaks(0);
    expect(await startBreak(candidate, session.id)).toBeProblem('break-not-available');
    await attest.rows('UPDATE bookings SET break_seconds_left = 600');

    expect(await startBreak(candidate, session.id, 2)).toBeProblem('session-continued-elsewhere');
    await submit(candidate, session.id);
    expect(await startBreak(candidate, session.id)).toBeProblem('session-not-active');
  });

  it('in the exam of somebody else', async () => {
    const { session } = await sessionWithBreaks(600);
    const other = await attest.given.candidate();

    expect(await startBreak(other, session.id)).toBeProblem('not-found');
    expect(await endBreak(other, session.id)).toBeProblem('not-found');
  });

  it('ends a pause of staff; staff may end a break', async () => {
    const { candidate, session } = await sessionWithBreaks(600);
    const proctor = await attest.given.staff(['proctor']);
    const reason = 'The door was open';
    await act(proctor, session.id, { action: 'pause', reason });
    expect(await endBreak(candidate, session.id)).toBeProblem('session-not-active');
    await act(proctor, session.id, { action: 'continue', reason });
    await startBreak(candidate, session.id);

    await act(proctor, session.id, { action: 'continue', reason });

    const after = await readSession(candidate, session.id);
    expect(after.status).toBe('active');
    expect(after.breakSecondsLeft).toBeLessThan(600);
  });
});
