import { ExamSessionWithResponses, ResponsesReceipt, type RunningSession } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { respondTo, storedResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { brokenInvariants, type SentResponse } from '../../../../../tests/support/invariants.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const save = (candidate: Person, { id }: RunningSession, epoch: number, ...responses: unknown[]) =>
  attest.as(candidate).put(`/exam-sessions/${id}/responses`, { epoch, responses });
const stored = ({ id }: RunningSession) => storedResponses(attest.databaseUrl, id);
const readBack = async (candidate: Person, { id }: RunningSession) =>
  (await attest.as(candidate).get(`/exam-sessions/${id}`)).read(ExamSessionWithResponses);

describe('saving responses', () => {
  it('acknowledges what it stored, with the time and the deadline', async () => {
    const { candidate, session } = await attest.given.openSession();
    const [first, second] = session.form.items;

    const reply = await save(candidate, session, 1, respondTo(first), respondTo(second, 7));

    expect(reply.status).toBe(200);
    expect(reply.read(ResponsesReceipt)).toMatchObject({
      accepted: [
        [first?.id, 1],
        [second?.id, 7],
      ],
      superseded: [],
      deadline: session.deadline,
      status: 'active',
    });
    expect(await stored(session)).toMatchObject([
      { item_no: 1, revision: 1, epoch: 1, value: respondTo(first).value },
      { item_no: 2, revision: 7, epoch: 1, value: respondTo(second).value },
    ]);
  });

  it('works in a session that an earlier version booked', async () => {
    const { candidate, session } = await attest.given.openSession();
    await attest.rows('UPDATE session_forms SET outline = NULL');
    const itemId = `stimulus:${String(session.form.stimuli[0]?.id)}`;
    const bad = { ...respondTo(session.form.items[0]), value: { OTHER: null } };

    const notes = { itemId, revision: 1, value: null };
    const reply = await save(candidate, session, 1, respondTo(session.form.items[11]), notes);

    expect(reply.status).toBe(200);
    expect(await save(candidate, session, 1, bad)).toBeProblem('response-malformed');
    expect(await stored(session)).toMatchObject([{ item_no: -1 }, { item_no: 12 }]);
  });

  it('replaces a response by one with a higher revision', async () => {
    const { candidate, session } = await attest.given.openSession();
    const [item] = session.form.items;
    await save(candidate, session, 1, respondTo(item, 1, 0));

    await save(candidate, session, 1, respondTo(item, 2, 1));

    expect(await stored(session)).toMatchObject([{ revision: 2, value: respondTo(item, 2, 1).value }]);
  });

  it('accepts a repeated save and changes nothing', async () => {
    const { candidate, session } = await attest.given.openSession();
    const response = respondTo(session.form.items[0], 3);
    await save(candidate, session, 1, response);
    const before = await attest.rows('SELECT * FROM responses');

    const reply = await save(candidate, session, 1, response);

    expect(reply.read(ResponsesReceipt).accepted).toEqual([[response.itemId, 3]]);
    expect(await attest.rows('SELECT * FROM responses')).toEqual(before);
  });

  it('accepts a save that was overtaken on the way, and keeps the newer response', async () => {
    const { candidate, session } = await attest.given.openSession();
    const [item] = session.form.items;
    await save(candidate, session, 1, respondTo(item, 5, 1));

    const reply = await save(candidate, session, 1, respondTo(item, 4, 0));

    expect(reply.read(ResponsesReceipt)).toMatchObject({ accepted: [[item?.id, 4]], superseded: [] });
    expect(await stored(session)).toMatchObject([{ revision: 5, value: respondTo(item, 5, 1).value }]);
  });

  it('tells that a response is superseded when the same revision holds something else', async () => {
    const { candidate, session } = await attest.given.openSession();
    const [item] = session.form.items;
    await save(candidate, session, 1, respondTo(item, 5, 0));

    const reply = await save(candidate, session, 1, respondTo(item, 5, 1));

    expect(reply.read(ResponsesReceipt)).toMatchObject({
      accepted: [],
      superseded: [[item?.id, 5, respondTo(item, 5, 0).value]],
    });
  });

  it('tells that a response is superseded when another holder saved a higher revision', async () => {
    const { candidate, session } = await attest.given.openSession();
    const [item, other] = session.form.items;
    await save(candidate, session, 1, respondTo(item, 5, 0));
    await attest.as(candidate).post(`/exam-sessions/${session.id}/resume`, {});

    const reply = await save(candidate, session, 2, respondTo(item, 3, 1), respondTo(other));

    expect(reply.read(ResponsesReceipt)).toMatchObject({
      accepted: [[other?.id, 1]],
      superseded: [[item?.id, 5, respondTo(item, 5, 0).value]],
    });
    expect(await stored(session)).toMatchObject([
      { item_no: 1, revision: 5, epoch: 1 },
      { item_no: 2, revision: 1, epoch: 2 },
    ]);
  });

  it('takes the highest revision where one request names a question twice', async () => {
    const { candidate, session } = await attest.given.openSession();
    const [item] = session.form.items;

    const reply = await save(candidate, session, 1, respondTo(item, 2, 1), respondTo(item, 1, 0));

    expect(reply.read(ResponsesReceipt).accepted).toEqual([[item?.id, 2]]);
    expect(await stored(session)).toMatchObject([{ revision: 2, value: respondTo(item, 2, 1).value }]);
  });

  it('keeps every acknowledged response of fifty saves at the same time', async () => {
    const { candidate, session } = await attest.given.openSession();
    const sent = Array.from({ length: 50 }, (_, at): SentResponse => {
      const item = session.form.items.at(at % 10);
      return { sessionId: session.id, ...respondTo(item, 1 + Math.floor(at / 10), at % 2) };
    });

    const replies = await Promise.all(
      sent.map(({ sessionId: _, ...response }) => save(candidate, session, 1, response)),
    );

    expect(replies.map(({ status }) => status)).toEqual(sent.map(() => 200));
    expect((await stored(session)).map(({ revision }) => revision)).toEqual(
      Array.from({ length: 10 }, () => 5),
    );
    const history = { sent, acknowledged: sent };
    expect(await brokenInvariants(attest.databaseUrl, { history })).toEqual([]);
  });
});

describe('clearing a response', () => {
  it('stores that there is none any more', async () => {
    const { candidate, session } = await attest.given.openSession();
    const [item] = session.form.items;
    await save(candidate, session, 1, respondTo(item, 1));

    await save(candidate, session, 1, { itemId: item?.id, revision: 2, value: null });

    expect(await stored(session)).toMatchObject([{ revision: 2, value: null }]);
    expect((await readBack(candidate, session)).answeredCount).toBe(0);
  });

  it('may clear one response variable, which is no answer either', async () => {
    const { candidate, session } = await attest.given.openSession();
    const [item] = session.form.items;

    await save(candidate, session, 1, { itemId: item?.id, revision: 1, value: { RESPONSE: null } });

    expect(await readBack(candidate, session)).toMatchObject({
      answeredCount: 0,
      responses: [{ itemId: item?.id, revision: 1, value: { RESPONSE: null } }],
    });
  });
});

describe('working marks', () => {
  const marks = {
    flagged: true,
    unsure: false,
    ruledOut: ['some-option'],
    highlights: [{ place: 'body', start: 3, end: 9, style: 'wavy' }],
    note: 'Compare with fact 4. “Ümläute” 🙂',
    secondsSpent: 42,
  };

  it('are kept beside the answer and come back as they were', async () => {
    const { candidate, session } = await attest.given.openSession();
    const response = { ...respondTo(session.form.items[0]), marks };

    await save(candidate, session, 1, response);

    expect((await readBack(candidate, session)).responses).toEqual([response]);
  });

  it('can be made without an answer', async () => {
    const { candidate, session } = await attest.given.openSession();
    const itemId = session.form.items[0]?.id;

    await save(candidate, session, 1, { itemId, revision: 1, value: null, marks: { flagged: true } });

    expect(await readBack(candidate, session)).toMatchObject({
      answeredCount: 0,
      responses: [{ itemId, value: null, marks: { flagged: true } }],
    });
  });

  it('follow the newest response', async () => {
    const { candidate, session } = await attest.given.openSession();
    const [item] = session.form.items;
    await save(candidate, session, 1, { ...respondTo(item, 1), marks });

    await save(candidate, session, 1, { ...respondTo(item, 2), marks: { unsure: true } });

    expect(await stored(session)).toMatchObject([{ marks: { unsure: true } }]);
  });

  it('of a scenario are kept under its name and are no answer', async () => {
    const { candidate, session } = await attest.given.openSession();
    const itemId = `stimulus:${String(session.form.stimuli[0]?.id)}`;
    const notes = { itemId, revision: 1, value: null, marks: { note: 'letters are not reviewed' } };

    const reply = await save(candidate, session, 1, notes);

    expect(reply.read(ResponsesReceipt).accepted).toEqual([[itemId, 1]]);
    expect(await stored(session)).toMatchObject([{ item_no: -1, value: null }]);
    expect(await readBack(candidate, session)).toMatchObject({ answeredCount: 0, responses: [notes] });
  });
});

describe('counting answers', () => {
  it('counts the questions with at least one part', async () => {
    const { candidate, session } = await attest.given.openSession();
    const [first, second, third] = session.form.items;
    const cleared = { itemId: third?.id, revision: 1, value: null };

    await save(candidate, session, 1, respondTo(first), respondTo(second), cleared);

    expect((await readBack(candidate, session)).answeredCount).toBe(2);
  });
});
