import { createHash } from 'node:crypto';
import { ExamSession, SessionReceipt } from '@attest/contracts';
import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import { respondTo, storedResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const allDelivered = () =>
  expect
    .poll(() => attest.rows('SELECT 1 FROM outbox WHERE delivered_at IS NULL'), { timeout: 10_000 })
    .toEqual([]);

describe('submitting an exam session', () => {
  it('closes it and gives a receipt', async () => {
    const { candidate, session } = await attest.given.openSession();

    const reply = await attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, { epoch: 1 });

    expect(reply.status).toBe(200);
    const receipt = reply.read(SessionReceipt);
    expect(receipt).toMatchObject({
      sessionId: session.id,
      closedBy: 'candidate',
      itemCount: 12,
      answeredCount: 0,
      revisions: [],
    });
    expect(receipt.receiptNumber).toMatch(/^AT-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const after = (await attest.as(candidate).get(`/exam-sessions/${session.id}`)).read(ExamSession);
    expect(after.closedAt).toBe(receipt.closedAt);
    expect(after.status).not.toBe('active');
  });

  it('stores the responses it carries, and lets no older one replace a saved one', async () => {
    const { candidate, session } = await attest.given.openSession();
    const [first, second, third] = session.form.items;
    const saved = [respondTo(first, 5, 1), respondTo(second, 1, 0)];
    await attest.as(candidate).put(`/exam-sessions/${session.id}/responses`, { epoch: 1, responses: saved });

    const reply = await attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, {
      epoch: 1,
      responses: [respondTo(first, 4, 0), respondTo(second, 2, 1), respondTo(third, 1, 0)],
    });

    expect(reply.read(SessionReceipt)).toMatchObject({
      answeredCount: 3,
      revisions: [
        [first?.id, 5],
        [second?.id, 2],
        [third?.id, 1],
      ],
    });
    expect(await storedResponses(attest.databaseUrl, session.id)).toMatchObject([
      { revision: 5, value: respondTo(first, 5, 1).value },
      { revision: 2, value: respondTo(second, 2, 1).value },
      { revision: 1, value: respondTo(third, 1, 0).value },
    ]);
  });

  it('gives the digest that anyone can compute from the stored responses', async () => {
    const { candidate, session } = await attest.given.openSession();
    const note = { itemId: `stimulus:${String(session.form.stimuli[0]?.id)}`, revision: 2, value: null };
    const responses = [...session.form.items.map((item, at) => respondTo(item, at + 1)), note];

    const reply = await attest
      .as(candidate)
      .post(`/exam-sessions/${session.id}/submit`, { epoch: 1, responses });

    const rows = await storedResponses(attest.databaseUrl, session.id);
    const canonical = canonicalize(rows.map(({ item_no, revision, value }) => [item_no, revision, value]));
    const digest = createHash('sha256').update(String(canonical)).digest('hex');
    const receipt = reply.read(SessionReceipt);
    expect(receipt.digest).toBe(digest);
    expect(receipt.answeredCount).toBe(12);
    expect(receipt.revisions).toHaveLength(13);
  });

  it('answers a repeat with the same bytes, whatever it carries and whoever holds the session', async () => {
    const { candidate, session } = await attest.given.openSession();
    const submit = (epoch: number, responses: unknown[]) =>
      attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, { epoch, responses });
    const first = await submit(1, [respondTo(session.form.items[0])]);

    const repeats = [
      await submit(1, [respondTo(session.form.items[0])]),
      await submit(7, []),
      await submit(1, [respondTo(session.form.items[1], 9)]),
    ];
    await allDelivered();
    const afterScoring = await submit(1, []);

    expect([...repeats, afterScoring].map(({ text }) => text)).toEqual(
      Array.from({ length: 4 }, () => first.text),
    );
    expect(await storedResponses(attest.databaseUrl, session.id)).toHaveLength(1);
  });

  it('makes one receipt of fifty requests at the same time', async () => {
    const { candidate, session } = await attest.given.openSession();
    const submit = (at: number) =>
      attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, {
        epoch: 1,
        responses: [respondTo(session.form.items[0], at + 1, at % 2)],
      });

    const replies = await Promise.all(Array.from({ length: 50 }, (_, at) => submit(at)));

    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    await allDelivered();
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });
});

describe('a submit changes nothing', () => {
  it('when one of its responses does not fit', async () => {
    const { candidate, session } = await attest.given.openSession();
    const [first, second] = session.form.items;
    const bad = { ...respondTo(second), value: { OTHER: null } };

    const reply = await attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, {
      epoch: 1,
      responses: [respondTo(first), bad],
    });

    expect(reply).toBeProblem('response-malformed');
    expect(await storedResponses(attest.databaseUrl, session.id)).toEqual([]);
    expect(await attest.rows(`SELECT status FROM exam_sessions`)).toEqual([{ status: 'active' }]);
  });

  it('before the start', async () => {
    const { candidate, session } = await attest.given.bookedSession();

    const reply = await attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, { epoch: 0 });

    expect(reply).toBeProblem('session-not-active');
  });

  it('for somebody else', async () => {
    const { session } = await attest.given.openSession();
    const { client } = await attest.given.candidate();

    expect(await client.post(`/exam-sessions/${session.id}/submit`, { epoch: 1 })).toBeProblem('not-found');
  });

  it('after the time is over: the receipt is that of the deadline, without what came too late', async () => {
    const { candidate, session } = await attest.given.openSession({ minutes: 5, graceSeconds: 10 });
    await attest.databaseClock.advance(5 * 60 + 12);
    const late = { epoch: 1, responses: [respondTo(session.form.items[0])] };
    const submit = () => attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, late);
    await expect.poll(async () => (await submit()).status, { timeout: 10_000 }).toBe(200);

    const receipt = (await submit()).read(SessionReceipt);

    expect(receipt).toMatchObject({ closedBy: 'deadline', closedAt: session.deadline, revisions: [] });
    expect(await storedResponses(attest.databaseUrl, session.id)).toEqual([]);
  });
});
