import { OpenedSection, ResponsesReceipt, RunningSession, SessionReceipt } from '@attest/contracts';
import type { SavedResponse } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';
import { oneWay, oneWaySitting } from '../../../../../tests/support/one-way.ts';
import { secondConnection, untilWaiting } from '../../../../../tests/support/second-connection.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });
const sitting = () => oneWaySitting(attest);

describe('an exam in one-way sections', () => {
  it('starts with the first section alone and knows of the others by their counts', async () => {
    const { session, items } = await sitting();

    expect(items.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(session.form).toMatchObject({ openSection: 0, sections: oneWay.sections });
    const needed = new Set(items.flatMap(({ stimulusId }) => stimulusId ?? []));
    expect(new Set(session.form.stimuli.map(({ id }) => id))).toEqual(needed);
  });

  it('sends nothing of a later section before it is opened', async () => {
    const { candidate, session, items, get, open, save, post } = await sitting();
    const again = await attest.as(candidate).post(`/exam-sessions/${session.id}/start`);
    const early = [
      again,
      await get(),
      await get('/events'),
      await save(respondTo(items[0])),
      await open(2),
      await open(0),
      await post('/resume'),
      await post('/observations', { epoch: 2, observations: [] }),
    ];

    const later = (await open(1, [], 2)).read(OpenedSection);

    const secrets = later.items.flatMap(({ body, interactions }) => [
      ...textsIn(body),
      ...textsIn(interactions),
    ]);
    const shown = JSON.stringify([items, session.form.stimuli]);
    const hidden = [...secrets, ...textsIn(later.stimuli)].filter((text) => !shown.includes(text));
    expect(hidden.length).toBeGreaterThan(20);
    for (const { text } of early) expect(hidden.filter((secret) => text.includes(secret))).toEqual([]);
  });

  it('gives the next one for the answers that are left, and the same to a repeat', async () => {
    const { session, items, open, stored } = await sitting();
    const last = respondTo(items[4]);

    const first = (await open(1, [last])).read(OpenedSection);
    const repeat = (await open(1, [last])).read(OpenedSection);

    expect(first.items.map(({ number }) => number)).toEqual([6, 7, 8, 9, 10, 11, 12]);
    expect(first).toMatchObject({ section: 1, accepted: [[last.itemId, 1]], superseded: [] });
    expect(first).toMatchObject({ status: 'active', deadline: session.deadline });
    expect({ ...repeat, serverTime: '' }).toEqual({ ...first, serverTime: '' });
    expect(await stored()).toMatchObject([{ item_no: 5, revision: 1 }]);
    const opened = await attest.rows(
      `SELECT body FROM session_events WHERE session_id = $1 AND kind = 'section-opened'`,
      [session.id],
    );
    expect(opened).toEqual([{ body: '{"section":2}' }]);
  });

  it('is resumed with what was opened', async () => {
    const { items, open, post } = await sitting();
    const opened = (await open(1)).read(OpenedSection);

    const { form } = (await post('/resume')).read(RunningSession);

    expect(form.items).toEqual([...items, ...opened.items]);
    expect(form.openSection).toBe(1);
    const stimuli = new Set(form.stimuli.map(({ id }) => id));
    for (const { stimulusId } of form.items)
      expect(stimulusId === null || stimuli.has(stimulusId)).toBe(true);
  });

  it('takes answers to the open section only, and none of a request that mixes', async () => {
    const { items, open, save, stored } = await sitting();
    await save(respondTo(items[0]));
    const { items: later, accepted } = (await open(1)).read(OpenedSection);
    expect(accepted).toEqual([]);

    const closed = respondTo(items[0], 2);
    const mixed = await save(respondTo(later[0]), closed);

    expect(mixed).toBeProblem('section-not-open');
    expect(JSON.parse(mixed.text)).toMatchObject({ faults: [{ path: closed.itemId }] });
    expect(await stored()).toMatchObject([{ item_no: 1, revision: 1 }]);
    expect((await save(respondTo(later[0]))).read(ResponsesReceipt).accepted).toHaveLength(1);
  });

  it('keeps notes on scenarios open', async () => {
    const { session, open, save } = await sitting();
    const [stimulus] = session.form.stimuli;
    await open(1);

    const note = {
      itemId: `stimulus:${String(stimulus?.id)}`,
      revision: 1,
      value: null,
      marks: { note: 'n' },
    };

    expect((await save(note)).read(ResponsesReceipt).accepted).toEqual([[note.itemId, 1]]);
  });

  it('refuses a save of the section alone while another of the same holder is stored beside it', async () => {
    const { items, open, save, stored } = await sitting();
    const { items: later } = (await open(1)).read(OpenedSection);

    const replies = await Promise.all(later.map((item, at) => save(respondTo(at === 3 ? items[0] : item))));

    expect(replies[3]).toBeProblem('section-not-open');
    expect(replies.map(({ status }) => status).toSpliced(3, 1)).toEqual(later.slice(1).map(() => 200));
    expect(await stored()).toHaveLength(6);
  });

  it('does not store what waited for the row while the section was left', async () => {
    const { session, items, save, stored } = await sitting();
    const leaving = await secondConnection(attest.databaseUrl);
    await leaving.query('BEGIN');
    await leaving.query(
      `UPDATE exam_sessions SET open_section = 1, open_from = 6, open_to = 12 WHERE session_id = $1`,
      [session.id],
    );

    const saving = save(respondTo(items[0]));
    await untilWaiting(attest.databaseUrl, 'attest saves');
    await leaving.query('COMMIT');

    expect(await saving).toBeProblem('section-not-open');
    expect(await stored()).toEqual([]);
  });

  it('is closed with what the open section carries, and its receipt counts the whole form', async () => {
    const { items, open, post, save, stored } = await sitting();
    await save(respondTo(items[0]));
    const { items: later } = (await open(1)).read(OpenedSection);
    const submit = (...responses: SavedResponse[]) => post('/submit', { epoch: 1, responses });

    expect(await submit(respondTo(later[0]), respondTo(items[1]))).toBeProblem('section-not-open');
    const receipt = (await submit(respondTo(later[0]))).read(SessionReceipt);

    expect(receipt).toMatchObject({ itemCount: 12, answeredCount: 2 });
    expect(await stored()).toHaveLength(2);
    await expect
      .poll(() => attest.rows('SELECT 1 FROM outbox WHERE delivered_at IS NULL'), { timeout: 10_000 })
      .toEqual([]);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });
});

it('stays one form where an earlier version booked it', async () => {
  const exam = await attest.given.exam(oneWay);
  const { candidate, session } = await attest.given.bookedSession({ exam });
  await asBookedEarlier(session.id);

  const { form } = await begin(candidate, session.id);
  const responses = form.items.map((item) => respondTo(item));
  const saved = await attest
    .as(candidate)
    .put(`/exam-sessions/${session.id}/responses`, { epoch: 1, responses });

  expect(form.items).toHaveLength(12);
  expect(saved.read(ResponsesReceipt).accepted).toHaveLength(12);
});

async function asBookedEarlier(sessionId: string): Promise<void> {
  await attest.rows(
    `UPDATE exam_sessions SET open_section = NULL, open_from = NULL, open_to = NULL WHERE session_id = $1`,
    [sessionId],
  );
  await attest.rows('UPDATE session_forms SET packed = NULL WHERE session_id = $1', [sessionId]);
}

async function begin(candidate: Person, sessionId: string): Promise<RunningSession> {
  return (await attest.as(candidate).post(`/exam-sessions/${sessionId}/start`)).read(RunningSession);
}

/** Every sentence and id of some length in a part of a form. */
function textsIn(part: unknown): string[] {
  if (typeof part === 'string') return part.length >= 12 ? [JSON.stringify(part).slice(1, -1)] : [];
  if (typeof part !== 'object' || part === null) return [];
  return Object.values(part).flatMap(textsIn);
}
