import {
  ExamSessionWithResponses,
  LateMaterialList,
  LateMaterialReceipt,
  ListedLateMaterial,
  OpenedLateMaterial,
  Outcome,
  SessionReceipt,
  type RunningSession,
  type SavedResponse,
} from '@attest/contracts';
import { CompactEncrypt, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { respondTo, rightResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const lockedAt = '2026-11-22T10:00:00.000Z';

async function seal(
  session: RunningSession,
  responses: readonly SavedResponse[],
  changes: object = {},
): Promise<string> {
  const content = JSON.stringify({ sessionId: session.id, responses, lockedAt, ...changes });
  const key = await importJWK({ ...session.sealingKey }, 'ECDH-ES');
  return new CompactEncrypt(new TextEncoder().encode(content))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
    .encrypt(key);
}

const pathOf = ({ id }: { readonly id: string }) => `/exam-sessions/${id}/late-material`;
const handIn = (candidate: Person, session: RunningSession, sealed: string) =>
  attest.as(candidate).post(pathOf(session), { sealed });
const decide = (person: Person, session: RunningSession, decision: string, reason = 'the power failed') =>
  attest.as(person).post(`/sessions-monitor/${session.id}/late-material/decision`, { decision, reason });
const open = async (person: Person, session: RunningSession) =>
  (await attest.as(person).get(`/sessions-monitor/${session.id}/late-material`)).read(OpenedLateMaterial);

/** A session that its deadline ended, after its first answer was saved at revision 1. */
async function expired(): Promise<{ candidate: Person; session: RunningSession; saved: SavedResponse }> {
  const { candidate, session } = await attest.given.openSession();
  const saved = respondTo(session.form.items[0]);
  await attest.as(candidate).put(`/exam-sessions/${session.id}/responses`, { epoch: 1, responses: [saved] });
  await attest.databaseClock.advance(1_231);
  await released(candidate, session);
  return { candidate, session, saved };
}

const read = async (candidate: Person, { id }: { readonly id: string }) =>
  (await attest.as(candidate).get(`/exam-sessions/${id}`)).read(ExamSessionWithResponses);
const statusOf = async (candidate: Person, session: RunningSession) =>
  (await read(candidate, session)).status;

async function factsOf(kind: string): Promise<unknown[]> {
  const rows = await attest.rows(`SELECT body FROM session_events WHERE kind = '${kind}'`);
  return rows.map(({ body }): unknown => JSON.parse(String(body)));
}

/** Sweep and scoring go by themselves. */
async function released(candidate: Person, session: RunningSession): Promise<void> {
  await expect.poll(() => statusOf(candidate, session), { timeout: 20_000 }).toBe('released');
}

describe('late answers', () => {
  it('are taken once after the deadline, with one receipt for the same bytes', async () => {
    const { candidate, session } = await expired();
    const sealed = await seal(session, [respondTo(session.form.items[1])]);

    const replies = await Promise.all(Array.from({ length: 10 }, () => handIn(candidate, session, sealed)));

    const receipts = replies.map((reply) => reply.read(LateMaterialReceipt));
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    const other = await handIn(candidate, session, await seal(session, []));
    expect(other).toBeProblem('late-material-not-taken');
    expect(detailOf(other)).toContain('before');
    const events = await attest.rows(`SELECT 1 FROM session_events WHERE kind = 'late-material-received'`);
    expect(events).toHaveLength(1);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('change nothing by themselves', async () => {
    const { candidate, session } = await expired();
    const before = await read(candidate, session);

    const handedIn = await handIn(
      candidate,
      session,
      await seal(session, [respondTo(session.form.items[1])]),
    );

    const { receivedAt } = handedIn.read(LateMaterialReceipt);
    expect(before.lateAnswers).toBeNull();
    expect(await read(candidate, session)).toEqual({
      ...before,
      serverTime: expect.any(String) as string,
      lateAnswers: { receivedAt, decision: null, decidedAt: null, reason: null },
    });
  });

  it('are not taken while the exam runs, in the grace, or after it was submitted', async () => {
    const running = await attest.given.openSession();
    const done = await attest.given.openSession();
    await attest.as(done.candidate).post(`/exam-sessions/${done.session.id}/submit`, { epoch: 1 });

    for (const { candidate, session } of [running, done]) {
      const reply = await handIn(candidate, session, await seal(session, []));
      expect(reply).toBeProblem('late-material-not-taken');
    }
    await attest.databaseClock.advance(1_215);
    const { candidate, session } = running;
    expect(await handIn(candidate, session, await seal(session, []))).toBeProblem('late-material-not-taken');
  });

  it('may be as large as a megabyte, and no larger', async () => {
    const { candidate, session } = await expired();
    const sealed = await seal(session, [], { padding: 'x'.repeat(1_000_000) });

    expect(await handIn(candidate, session, `${sealed}${'x'.repeat(200_000)}`)).toBeProblem('body-too-large');
    expect((await handIn(candidate, session, sealed)).status).toBe(200);
    const elsewhere = await attest.as(candidate).post('/exam-sessions', { examId: 'x'.repeat(300_000) });
    expect(elsewhere).toBeProblem('body-too-large');
  });

  it('are handed in by the candidate only', async () => {
    const { session } = await expired();
    const stranger = await attest.given.candidate();

    expect(await handIn(stranger, session, await seal(session, []))).toBeProblem('not-found');
  });
});

describe('a person who decides on late answers', () => {
  it('sees them beside what was stored in time', async () => {
    const { candidate, session, saved } = await expired();
    const newer = respondTo(session.form.items[1]);
    await handIn(candidate, session, await seal(session, [newer, { ...saved, value: null }]));
    const staff = await attest.given.instructor();

    const list = (await attest.as(staff).get('/sessions-monitor/late-material')).read(LateMaterialList);
    const opened = await open(staff, session);

    expect(list.lateMaterial).toMatchObject([{ sessionId: session.id, decision: null }]);
    expect(opened).toMatchObject({ isReadable: true, lockedAt, candidateName: candidate.displayName });
    expect(opened.responses).toEqual([
      { itemNumber: 1, stored: saved.value, late: null, isNewer: false },
      { itemNumber: 2, stored: null, late: newer.value, isNewer: true },
    ]);
  });

  it('admits them into a further end with a receipt and an outcome of its own', async () => {
    const { candidate, session, saved } = await expired();
    const first = (await attest.as(candidate).get(`/exam-sessions/${session.id}/outcome`)).read(Outcome);
    const right = await rightResponses(attest.databaseUrl, session.id);
    const late = right.map((response) => ({ ...response, revision: 5 }));
    await handIn(candidate, session, await seal(session, late));
    const staff = await attest.given.instructor({ displayName: 'Ira Instructor' });

    const decided = (await decide(staff, session, 'admitted')).read(ListedLateMaterial);

    expect(decided).toMatchObject({
      decision: 'admitted',
      decidedBy: 'Ira Instructor',
      reason: 'the power failed',
    });
    await released(candidate, session);
    const outcome = (await attest.as(candidate).get(`/exam-sessions/${session.id}/outcome`)).read(Outcome);
    const after = await read(candidate, session);
    expect(first.decision).toBe('fail');
    expect(outcome.decision).toBe('pass');
    expect(after.answeredCount).toBe(12);
    expect(after.responses.find(({ itemId }) => itemId === saved.itemId)?.revision).toBe(5);
    const receipt = (
      await attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, { epoch: 1 })
    ).read(SessionReceipt);
    expect(receipt).toMatchObject({ closedBy: 'staff', answeredCount: 12, closedAt: after.deadline });
    expect(after.lateAnswers).toEqual({
      receivedAt: expect.any(String) as string,
      decision: 'admitted',
      decidedAt: decided.decidedAt,
      reason: 'the power failed',
    });
    // Nobody would see a notice on a closed page, and staff would wait for that.
    expect(await attest.rows('SELECT 1 FROM session_notices')).toEqual([]);
    expect(await factsOf('late-material-admitted')).toEqual([
      { reason: 'the power failed', stored: 12, received: 12 },
    ]);
    const audited = await attest.rows(
      `SELECT kind, actor_id AS "actorId", reason FROM audit_events WHERE kind LIKE 'late-%'`,
    );
    expect(audited).toEqual([
      { kind: 'late-material.admitted', actorId: staff.id, reason: 'the power failed' },
    ]);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('leaves everything as it was when they are refused', async () => {
    const { candidate, session } = await expired();
    await handIn(candidate, session, await seal(session, [respondTo(session.form.items[1])]));
    const before = await read(candidate, session);
    const staff = await attest.given.instructor();

    expect((await decide(staff, session, 'refused')).read(ListedLateMaterial).decision).toBe('refused');

    const after = await read(candidate, session);
    expect(after).toEqual({
      ...before,
      serverTime: expect.any(String) as string,
      lateAnswers: {
        ...before.lateAnswers,
        decision: 'refused',
        decidedAt: expect.any(String) as string,
        reason: 'the power failed',
      },
    });
    expect(await attest.rows('SELECT 1 FROM session_notices')).toEqual([]);
    expect(await factsOf('late-material-refused')).toEqual([{ reason: 'the power failed' }]);
    expect(await decide(staff, session, 'admitted')).toBeProblem('decision-taken-already');
    const list = (await attest.as(staff).get('/sessions-monitor/late-material?state=decided')).read(
      LateMaterialList,
    );
    expect(list.lateMaterial).toMatchObject([{ sessionId: session.id, decision: 'refused' }]);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('decides once, when ten do at the same time', async () => {
    const { candidate, session } = await expired();
    await handIn(candidate, session, await seal(session, [respondTo(session.form.items[1])]));
    const staff = await attest.given.instructor();

    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, at) => decide(staff, session, at % 2 === 0 ? 'admitted' : 'refused')),
    );

    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const reply of replies.filter(({ status }) => status !== 200)) {
      expect(reply).toBeProblem('decision-taken-already');
    }
    await released(candidate, session);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it.each([
    ['is no ciphertext', () => Promise.resolve('AAAA..BBBB.CCCC.DDDD')],
    [
      'names another session',
      (session: RunningSession) => seal(session, [], { sessionId: '018f0000-0000-7000-8000-000000000000' }),
    ],
    [
      'answers items that are not in the form',
      (session: RunningSession) => seal(session, [{ itemId: 'elsewhere', revision: 1, value: null }]),
    ],
    [
      'is sealed to another key',
      async (session: RunningSession) => {
        const other = await attest.given.openSession();
        return seal({ ...session, sealingKey: other.session.sealingKey }, []);
      },
    ],
    ['holds no list', (session: RunningSession) => seal(session, [], { responses: 'all of them' })],
  ])('can only refuse what %s', async (_, make) => {
    const { candidate, session } = await expired();
    expect((await handIn(candidate, session, await make(session))).status).toBe(200);
    const staff = await attest.given.instructor();

    expect(await open(staff, session)).toMatchObject({ isReadable: false, responses: [], lockedAt: null });
    expect(await decide(staff, session, 'admitted')).toBeProblem('session-state-conflict');
    expect((await decide(staff, session, 'refused')).status).toBe(200);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('is never the candidate, and has the permission', async () => {
    const teacher = await attest.given.instructor();
    const { session } = await attest.given.openSession({ candidate: teacher });
    await attest.databaseClock.advance(1_300);
    await released(teacher, session);
    await handIn(teacher, session, await seal(session, []));
    const proctor = await attest.given.staff(['proctor']);

    expect(await decide(teacher, session, 'admitted')).toBeProblem('second-person-needed');
    expect(await decide(proctor, session, 'admitted')).toBeProblem('permission-missing');
    expect((await attest.as(proctor).get('/sessions-monitor/late-material')).status).toBe(200);
    expect(await attest.as(proctor).get(`/sessions-monitor/${session.id}/late-material`)).toBeProblem(
      'permission-missing',
    );
  });

  it('does not admit them into a session that was reopened or voided since', async () => {
    const { candidate, session } = await expired();
    await handIn(candidate, session, await seal(session, [respondTo(session.form.items[1])]));
    const [one, other] = [await attest.given.instructor(), await attest.given.instructor()];
    const propose = await attest
      .as(one)
      .post(`/sessions-monitor/${session.id}/actions`, { action: 'void', reason: 'a double' });
    const { proposalId } = propose.body as { proposalId: string };
    await attest
      .as(other)
      .post(`/sessions-monitor/proposals/${proposalId}/decisions`, { decision: 'confirmed', reason: 'yes' });

    expect(await decide(one, session, 'admitted')).toBeProblem('session-state-conflict');
    expect((await decide(one, session, 'refused')).status).toBe(200);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });
});

describe('the list of late answers', () => {
  it('is read page by page, from the oldest on', async () => {
    const sessions: string[] = [];
    const staff = await attest.given.instructor();
    for (const _ of [1, 2, 3]) {
      const { candidate, session } = await attest.given.openSession();
      sessions.push(session.id);
      await attest.rows(
        `UPDATE exam_sessions SET started_at = started_at - interval '1 hour', deadline = deadline - interval '1 hour'
         WHERE session_id = $1`,
        [session.id],
      );
      await handIn(candidate, session, await seal(session, []));
    }

    const found: string[] = [];
    for (let after = ''; ;) {
      const page = (await attest.as(staff).get(`/sessions-monitor/late-material?limit=1${after}`)).read(
        LateMaterialList,
      );
      found.push(...page.lateMaterial.map(({ sessionId }) => sessionId));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }

    expect(found).toEqual(sessions);
  });
});
