import { ExamSessionId, Outcome, SessionReceipt } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { respondTo, rightResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';
import { ScoreSession } from './score-session.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const submit = async (candidate: Person, id: string, responses: unknown[] = []) =>
  (await attest.as(candidate).post(`/exam-sessions/${id}/submit`, { epoch: 1, responses })).read(
    SessionReceipt,
  );
const outcomeOf = async (candidate: Person, id: string) => {
  const read = () => attest.as(candidate).get(`/exam-sessions/${id}/outcome`);
  await expect.poll(async () => (await read()).status, { timeout: 15_000 }).toBe(200);
  return (await read()).read(Outcome);
};
const recompute = async () => {
  const { app, close } = await startProcess(attest.databaseUrl);
  onTestFinished(close);
  const scoring = app.get(ScoreSession, { strict: false });
  return (sessionId: string) => scoring.recompute(ExamSessionId.parse(sessionId));
};

describe('the outcome of an exam session', () => {
  it('is not there before the end, and soon after it', async () => {
    const { candidate, session } = await attest.given.openSession();
    const early = await attest.as(candidate).get(`/exam-sessions/${session.id}/outcome`);

    await submit(candidate, session.id, [respondTo(session.form.items[0])]);

    expect(early).toBeProblem('outcome-not-ready');
    expect(await outcomeOf(candidate, session.id)).toMatchObject({
      sessionId: session.id,
      revision: 1,
      itemCount: 12,
      answeredCount: 1,
    });
    const after = await attest.as(candidate).get(`/exam-sessions/${session.id}`);
    expect(after.body).toMatchObject({ status: 'released', isOutcomeReady: true });
  });

  it('is a pass with 800 for the whole key', async () => {
    const { candidate, session } = await attest.given.openSession();

    await submit(candidate, session.id, await rightResponses(attest.databaseUrl, session.id));

    expect(await outcomeOf(candidate, session.id)).toMatchObject({
      decision: 'pass',
      scaledScore: 800,
      rawScore: 12,
      maximumRawScore: 12,
      misconceptions: [],
    });
  });

  it('is a fail below 500 for an empty session', async () => {
    const { candidate, session } = await attest.given.openSession();

    await submit(candidate, session.id);

    expect(await outcomeOf(candidate, session.id)).toMatchObject({
      decision: 'fail',
      scaledScore: 200,
      rawScore: 0,
      answeredCount: 0,
    });
  });

  it('counts every question of the form in one domain', async () => {
    const { candidate, session } = await attest.given.openSession();
    await submit(candidate, session.id);

    const { domains, pacing } = await outcomeOf(candidate, session.id);

    expect(domains.reduce((sum, { itemCount }) => sum + itemCount, 0)).toBe(12);
    expect(pacing.map(({ number }) => number)).toEqual(session.form.items.map(({ number }) => number));
  });

  it('tells the time the candidate noted for each question', async () => {
    const { candidate, session } = await attest.given.openSession();
    const response = { ...respondTo(session.form.items[0]), marks: { secondsSpent: 77 } };
    await submit(candidate, session.id, [response]);

    const { pacing } = await outcomeOf(candidate, session.id);

    expect(pacing.slice(0, 2)).toMatchObject([{ secondsSpent: 77 }, { secondsSpent: null }]);
  });

  it('never counts a pretest item, right or wrong', async () => {
    const { candidate, session } = await attest.given.openSession();
    await attest.rows(
      `UPDATE form_items SET metadata = metadata || '{"isScored": false}'
       WHERE item_no <= 3 AND form_id = (SELECT form_id FROM exam_sessions WHERE session_id = $1)`,
      [session.id],
    );
    const right = await rightResponses(attest.databaseUrl, session.id);

    await submit(candidate, session.id, right.slice(3));

    const outcome = await outcomeOf(candidate, session.id);
    expect(outcome).toMatchObject({ scaledScore: 800, rawScore: 9, maximumRawScore: 9, itemCount: 12 });
    expect(outcome.pacing.map(({ number }) => number)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('carries the digests of the receipt and of what it was made from', async () => {
    const { candidate, session } = await attest.given.openSession();
    const receipt = await submit(candidate, session.id, [respondTo(session.form.items[0])]);

    const { madeFrom, closedAt } = await outcomeOf(candidate, session.id);

    expect(madeFrom.responses).toBe(receipt.digest);
    expect(closedAt).toBe(receipt.closedAt);
    expect([madeFrom.form, madeFrom.keys]).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });

  it('is nobody else’s business', async () => {
    const { candidate, session } = await attest.given.openSession();
    await submit(candidate, session.id);
    await outcomeOf(candidate, session.id);
    const { client } = await attest.given.candidate();

    expect(await client.get(`/exam-sessions/${session.id}/outcome`)).toBeProblem('not-found');
    expect(await client.get(`/exam-sessions/${session.id}/review`)).toBeProblem('not-found');
  });

  it('waits for a person where the exam is released by hand', async () => {
    const exam = await attest.given.exam({ release: 'by-hand' });
    const { candidate, session } = await attest.given.openSession({ exam });
    await submit(candidate, session.id);
    await expect
      .poll(() => attest.rows(`SELECT 1 FROM exam_sessions WHERE status = 'scored'`), { timeout: 15_000 })
      .toHaveLength(1);

    expect(await attest.as(candidate).get(`/exam-sessions/${session.id}/outcome`)).toBeProblem(
      'outcome-not-ready',
    );
    expect(await attest.as(candidate).get(`/exam-sessions/${session.id}/review`)).toBeProblem(
      'outcome-not-ready',
    );
  });
});

describe('computing an outcome again', () => {
  it('gives the stored bytes', async () => {
    const { candidate, session } = await attest.given.openSession();
    const right = await rightResponses(attest.databaseUrl, session.id);
    await submit(candidate, session.id, [...right.slice(0, 5), respondTo(session.form.items[7], 1, 1)]);
    await outcomeOf(candidate, session.id);

    expect(await brokenInvariants(attest.databaseUrl, { recompute: await recompute() })).toEqual([]);
  });

  it('gives the stored bytes after the bank has changed its names and keys', async () => {
    const { candidate, session } = await attest.given.openSession();
    await submit(candidate, session.id, [respondTo(session.form.items[0])]);
    const before = await outcomeOf(candidate, session.id);

    await withChangedBank(async () => {
      expect(await brokenInvariants(attest.databaseUrl, { recompute: await recompute() })).toEqual([]);
      expect(await outcomeOf(candidate, session.id)).toEqual(before);
    });
  });
});

/** The bank outlives the test, so it is put back. */
async function withChangedBank(work: () => Promise<void>): Promise<void> {
  const rename = (from: string, to: string) => [
    `UPDATE certifications SET domains = replace(domains::text, '"name": "${from}', '"name": "${to}')::jsonb`,
    `UPDATE bank_errors SET misconception = regexp_replace(misconception, '^${from}', '${to}')`,
    `UPDATE bank_sources SET name = regexp_replace(name, '^${from}', '${to}')`,
  ];
  const newKey = `INSERT INTO item_keys (item_version_id, key_revision, key, key_hash, created_at)
    SELECT item_version_id, 2, key, 'changed', created_at FROM item_keys WHERE key_revision = 1`;
  try {
    for (const sql of [...rename('', 'New '), newKey, 'UPDATE items SET key_revision = 2'])
      await attest.rows(sql);
    await work();
  } finally {
    const oldKey = ['UPDATE items SET key_revision = 1', 'DELETE FROM item_keys WHERE key_revision = 2'];
    for (const sql of [...rename('New ', ''), ...oldKey]) await attest.rows(sql);
  }
}
