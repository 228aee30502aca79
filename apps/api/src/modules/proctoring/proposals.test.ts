import {
  MonitoredSession,
  Outcome,
  RunningSession,
  SessionProposals,
  SessionReceipt,
  StaffActionDone,
} from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { respondTo, rightResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';
import {
  act,
  auditOf,
  eventsOf,
  readSession,
  submit,
  untilScored,
} from '../../../../../tests/support/proctoring.ts';
import { recomputing } from '../../../../../tests/support/recompute.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const reason = 'Submitted by mistake, seen on camera';
const reopening = { action: 'reopen', secondsLeft: 600, reason };
const voiding = { action: 'void', reason: 'Somebody else sat in the chair' };
const propose = async (person: Person, sessionId: string, action: object) => {
  const done = (await act(person, sessionId, action)).read(StaffActionDone);
  return String(done.proposalId);
};
const decide = (person: Person, id: string, decision: string) =>
  attest.as(person).post(`/sessions-monitor/proposals/${id}/decisions`, { decision, reason: 'I agree' });
const outcome = (person: Person, id: string) => attest.as(person).get(`/exam-sessions/${id}/outcome`);
const closedSession = async () => {
  const opened = await attest.given.openSession();
  await submit(opened.candidate, opened.session.id);
  await untilScored(attest.databaseUrl);
  return opened;
};

describe('voiding and reopening', () => {
  it('wait for a second person and change nothing before', async () => {
    const { candidate, session } = await closedSession();
    const [one, other] = [await attest.given.instructor(), await attest.given.instructor()];

    const done = (await act(one, session.id, reopening)).read(StaffActionDone);

    expect(done).toMatchObject({ isDone: false, session: { status: 'released', proposal: 'reopen' } });
    expect((await readSession(candidate, session.id)).status).toBe('released');
    const seen = async (person: Person) =>
      (await attest.as(person).get('/sessions-monitor/proposals')).read(SessionProposals).proposals;
    expect(await seen(one)).toMatchObject([
      {
        id: done.proposalId,
        action: 'reopen',
        secondsLeft: 600,
        reason,
        mayDecide: false,
        mayWithdraw: true,
      },
    ]);
    expect(await seen(other)).toMatchObject([
      {
        proposedBy: one.displayName,
        candidateName: candidate.displayName,
        mayDecide: true,
        mayWithdraw: false,
      },
    ]);
    const proctor = await attest.given.staff(['proctor']);
    expect(await seen(proctor)).toMatchObject([{ mayDecide: false, mayWithdraw: false }]);
  });

  it('cannot be confirmed by whoever proposed them, nor by the candidate', async () => {
    const candidate = await attest.given.instructor();
    const { session } = await attest.given.openSession({ candidate });
    const one = await attest.given.instructor();
    const id = await propose(one, session.id, voiding);

    expect(await decide(one, id, 'confirmed')).toBeProblem('second-person-needed');
    expect(await decide(one, id, 'refused')).toBeProblem('second-person-needed');
    expect(await decide(candidate, id, 'confirmed')).toBeProblem('second-person-needed');
    expect(await decide(await attest.given.staff(['proctor']), id, 'confirmed')).toBeProblem(
      'permission-missing',
    );
    expect((await readSession(candidate, session.id)).status).toBe('active');
  });

  it('can be refused by another and withdrawn by the proposer, once', async () => {
    const { session } = await attest.given.openSession();
    const [one, other] = [await attest.given.instructor(), await attest.given.instructor()];
    const first = await propose(one, session.id, voiding);

    expect(await decide(other, first, 'withdrawn')).toBeProblem('second-person-needed');
    expect((await decide(other, first, 'refused')).read(MonitoredSession)).toMatchObject({
      status: 'active',
      proposal: null,
    });
    expect(await decide(other, first, 'confirmed')).toBeProblem('decision-taken-already');
    const second = await propose(one, session.id, voiding);
    expect((await decide(one, second, 'withdrawn')).status).toBe(200);

    expect((await eventsOf(attest.databaseUrl, session.id)).map(({ kind }) => kind)).toEqual([
      'proposed',
      'proposal-refused',
      'proposed',
      'proposal-refused',
    ]);
    expect((await auditOf(attest.databaseUrl, session.id)).map(({ kind }) => kind)).toEqual([
      'exam-session.void-proposed',
      'exam-session.void-refused',
      'exam-session.void-proposed',
      'exam-session.void-withdrawn',
    ]);
  });

  it('are proposed one at a time, and only where they are possible', async () => {
    const { session } = await attest.given.openSession();
    const instructor = await attest.given.instructor();

    expect(await act(instructor, session.id, reopening)).toBeProblem('session-state-conflict');
    const replies = await Promise.all(Array.from({ length: 10 }, () => act(instructor, session.id, voiding)));

    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(9);
    expect(await decide(instructor, '018f0000-0000-7000-8000-000000000001', 'withdrawn')).toBeProblem(
      'not-found',
    );
  });

  it('stay undecided when they have become impossible', async () => {
    const { session } = await closedSession();
    const [one, other] = [await attest.given.instructor(), await attest.given.instructor()];
    const id = await propose(one, session.id, reopening);
    await attest.rows(`UPDATE exam_sessions SET status = 'voided' WHERE session_id = $1`, [session.id]);

    expect(await decide(other, id, 'confirmed')).toBeProblem('session-state-conflict');

    expect(await attest.rows('SELECT decision FROM session_proposals')).toEqual([{ decision: null }]);
    expect((await decide(other, id, 'refused')).status).toBe(200);
  });
});

describe('a voided session', () => {
  it('keeps receipt and outcome as evidence, and shows no outcome', async () => {
    const { candidate, session } = await closedSession();
    const [one, other] = [await attest.given.instructor(), await attest.given.instructor()];

    const reply = await decide(other, await propose(one, session.id, voiding), 'confirmed');

    expect(reply.read(MonitoredSession)).toMatchObject({ status: 'voided', proposal: null });
    expect(await outcome(candidate, session.id)).toBeProblem('outcome-not-ready');
    expect(await attest.as(candidate).get(`/exam-sessions/${session.id}/review`)).toBeProblem(
      'outcome-not-ready',
    );
    expect(await attest.rows('SELECT closing FROM receipts')).toEqual([{ closing: 1 }]);
    expect(await attest.rows('SELECT closing FROM outcomes')).toEqual([{ closing: 1 }]);
    expect((await eventsOf(attest.databaseUrl, session.id)).at(-1)).toMatchObject({
      kind: 'voided',
      actor_id: other.id,
      facts: { reason: voiding.reason },
    });
    expect(
      (await auditOf(attest.databaseUrl, session.id)).map(({ kind, actor_id }) => [kind, actor_id]),
    ).toEqual([
      ['exam-session.void-proposed', one.id],
      ['exam-session.void-confirmed', other.id],
      ['exam-session.voided', other.id],
    ]);
    expect(
      await brokenInvariants(attest.databaseUrl, { recompute: await recomputing(attest.databaseUrl) }),
    ).toEqual([]);
  });
});

describe('a reopened session', () => {
  it('goes on with the time given, and ends with a receipt and an outcome of its own', async () => {
    const { candidate, session } = await closedSession();
    const first = (await submit(candidate, session.id)).read(SessionReceipt);
    const failed = (await outcome(candidate, session.id)).read(Outcome);
    const [one, other] = [await attest.given.instructor(), await attest.given.instructor()];

    await decide(other, await propose(one, session.id, reopening), 'confirmed');

    expect(await outcome(candidate, session.id)).toBeProblem('outcome-not-ready');
    expect(await submit(candidate, session.id)).toBeProblem('session-continued-elsewhere');
    const open = await readSession(candidate, session.id);
    expect(open).toMatchObject({ status: 'active', closedAt: null, isOutcomeReady: false, answeredCount: 0 });
    expect(Date.parse(open.deadline ?? '') - Date.parse(open.serverTime)).toBeLessThanOrEqual(600_000);
    const resumed = (await attest.as(candidate).post(`/exam-sessions/${session.id}/resume`, {})).read(
      RunningSession,
    );
    expect(resumed.notices).toMatchObject([{ kind: 'reopened', seconds: 600, text: reason }]);
    const responses = await rightResponses(attest.databaseUrl, session.id);
    const second = await attest
      .as(candidate)
      .post(`/exam-sessions/${session.id}/submit`, { epoch: resumed.epoch, responses });
    await untilScored(attest.databaseUrl);

    const receipt = second.read(SessionReceipt);
    expect(receipt.answeredCount).toBe(12);
    expect(receipt.receiptNumber).not.toBe(first.receiptNumber);
    expect((await submit(candidate, session.id)).text).toBe(second.text);
    const passed = (await outcome(candidate, session.id)).read(Outcome);
    expect([failed.decision, passed.decision]).toEqual(['fail', 'pass']);
    expect(passed.madeFrom.responses).toBe(receipt.digest);
    expect(await attest.rows('SELECT closing, revision FROM outcomes ORDER BY closing')).toEqual([
      { closing: 1, revision: 1 },
      { closing: 2, revision: 1 },
    ]);
    expect((await readSession(candidate, session.id)).answeredCount).toBe(12);
    expect(
      await brokenInvariants(attest.databaseUrl, { recompute: await recomputing(attest.databaseUrl) }),
    ).toEqual([]);
  });

  it('is open once, however many confirm at the same time', async () => {
    const { session } = await closedSession();
    const [one, other] = [await attest.given.instructor(), await attest.given.instructor()];
    const id = await propose(one, session.id, reopening);

    const replies = await Promise.all(Array.from({ length: 20 }, () => decide(other, id, 'confirmed')));

    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const reply of replies.filter(({ status }) => status !== 200)) {
      expect(reply).toBeProblem('decision-taken-already');
    }
    const kinds = (await eventsOf(attest.databaseUrl, session.id)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'reopened')).toHaveLength(1);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('before its end was scored, gets the outcome of its next end only', async () => {
    const { candidate, session } = await attest.given.openSession();
    const [one, other] = [await attest.given.instructor(), await attest.given.instructor()];
    await attest.rows(`CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN NEW.available_at := NEW.available_at + interval ''3 seconds''; RETURN NEW; END'`);
    await attest.rows('CREATE TRIGGER wait BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION wait()');
    onTestFinished(async () => {
      await attest.rows('DROP TRIGGER wait ON outbox');
      await attest.rows('DROP FUNCTION wait');
    });
    await submit(candidate, session.id);
    await decide(other, await propose(one, session.id, reopening), 'confirmed');
    await attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, {
      epoch: 2,
      responses: [respondTo(session.form.items[0])],
    });
    await untilScored(attest.databaseUrl);

    expect((await outcome(candidate, session.id)).read(Outcome)).toMatchObject({ answeredCount: 1 });
    expect(await attest.rows('SELECT closing FROM outcomes')).toEqual([{ closing: 2 }]);
    expect(
      await brokenInvariants(attest.databaseUrl, { recompute: await recomputing(attest.databaseUrl) }),
    ).toEqual([]);
  });
});
