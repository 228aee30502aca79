import { CandidateForm, ExamSessionId, RunningSession, type SavedResponse } from '@attest/contracts';
import { expect, it, onTestFinished } from 'vitest';
import { FormPresenter } from '../apps/api/src/modules/exam-sessions/index.ts';
import { packForm } from '../apps/api/src/modules/exam-sessions/running-session-reply.ts';
import { ExamsService, Forms } from '../apps/api/src/modules/exams/index.ts';
import { Transaction } from '../apps/api/src/platform/database/transaction.ts';
import { respondTo, rightResponses } from './support/answers.ts';
import { startProcess, type AttestProcess } from './support/attest-process.ts';
import { importBank, provideBank } from './support/bank.ts';
import { copyOf, freshDatabase, query } from './support/database.ts';
import { Given, type Person } from './support/given.ts';
import type { Reply } from './support/http-client.ts';
import { bankWithOtherKeys } from './support/other-keys.ts';

const start = async (databaseUrl: string) => {
  const running = await startProcess(databaseUrl);
  onTestFinished(running.close);
  return running;
};

/** Both databases tell the same time, to the microsecond, until it is set again. */
async function stopClocks(databaseUrls: readonly string[], secondsAhead: number): Promise<void> {
  const instant = new Date(Math.ceil(Date.now() / 1000) * 1000 + secondsAhead * 1000).toISOString();
  for (const url of databaseUrls) {
    await query(
      url,
      `CREATE OR REPLACE FUNCTION attest_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
       RETURN timestamptz '${instant}'`,
    );
  }
}

/** Draws and presents the form of a booked session once more, from the bank of this database. */
async function assembleAgain({ app }: AttestProcess, sessionId: string, slug: string): Promise<string> {
  const get = <Service>(token: new (...parameters: never[]) => Service) =>
    app.get<Service>(token, { strict: false });
  const transaction = get(Transaction);
  return transaction.run(async () => {
    const exam = await get(ExamsService).get(slug);
    const form = await get(Forms).assemble(exam, sessionId);
    const candidateForm = await get(FormPresenter).present(
      ExamSessionId.parse(sessionId),
      exam,
      'exam',
      form.items,
    );
    const body = JSON.stringify(CandidateForm.parse(candidateForm));
    await transaction.rows('UPDATE session_forms SET body = $2, packed = $3 WHERE session_id = $1', [
      sessionId,
      Buffer.from(body),
      await packForm(body),
    ]);
    await transaction.rows('UPDATE exam_sessions SET form_id = $2 WHERE session_id = $1', [
      sessionId,
      form.id,
    ]);
    return body;
  });
}

/** All of a reply that could tell anything: trace ids and dates differ between any two requests. */
function visible({ status, headers, text }: Reply) {
  const told = [...headers].filter(([name]) => name !== 'date');
  return { status, headers: told, text: text.replace(/"traceId":"[^"]*"/, '') };
}

/** A whole exam session with every refusal on the way. @param right the right responses in one of the two banks */
async function sit(
  running: AttestProcess,
  person: Person,
  sessionId: string,
  slug: string,
  right: SavedResponse[],
) {
  const client = running.as(person);
  const path = `/exam-sessions/${sessionId}`;
  const [first, second, third] = right;
  const before = [
    await client.post('/exam-sessions', { examId: slug, mode: 'exam' }),
    await client.get('/exam-sessions'),
    await client.get(path),
    await client.post(`${path}/resume`, {}),
    await client.get(`${path}/outcome`),
    await client.get(`${path}/review`),
  ];
  const started = await client.post(`${path}/start`);
  const { items, stimuli } = started.read(RunningSession).form;
  const note = {
    itemId: `stimulus:${String(stimuli[0]?.id)}`,
    revision: 1,
    value: null,
    marks: { note: 'n' },
  };
  const save = (epoch: number, ...responses: unknown[]) =>
    client.put(`${path}/responses`, { epoch, responses });
  return [
    ...before,
    started,
    await save(1, first, respondTo(items[1], 1, 1), note),
    await save(1, first, { ...second, revision: 2 }),
    await save(1, respondTo(items[0], 1, 1)),
    await save(1, { ...third, itemId: 'not-in-the-form' }),
    await save(1, { ...third, value: { RESPONSE: { kind: 'choice', selected: ['nowhere'] } } }),
    await save(1, { ...third, value: { RESPONSE: { kind: 'number', text: '1' } } }),
    await save(0, third),
    await client.get(path),
    await client.post(`${path}/start`),
    await client.post(`${path}/resume`, {}),
    await client.post(`${path}/submit`, { epoch: 1, responses: [] }),
    await client.post(`${path}/submit`, {
      epoch: 2,
      responses: right.map((entry) => ({ ...entry, revision: 3 })),
    }),
    await client.post(`${path}/submit`, { epoch: 2, responses: [] }),
    await save(2, third),
  ];
}

it(
  'tells nothing about keys: two banks that differ in nothing else give the same replies, byte for byte',
  { timeout: 120_000 },
  async () => {
    const databaseUrl = await freshDatabase();
    await provideBank(databaseUrl);
    const preparing = await startProcess(databaseUrl);
    const given = new Given(preparing.url, databaseUrl);
    const slug = await given.exam({ release: 'by-hand', reveal: 'all' });
    const { candidate, session } = await given.bookedSession({ exam: slug });
    await preparing.close();
    const otherUrl = await copyOf(databaseUrl);
    await importBank(otherUrl, bankWithOtherKeys());
    expect(await query(otherUrl, 'SELECT 1 FROM items WHERE key_revision <> 2')).toEqual([]);
    const right = await rightResponses(databaseUrl, session.id);

    const [one, other] = [await start(databaseUrl), await start(otherUrl)];
    const form = await assembleAgain(one, session.id, slug);
    expect(await assembleAgain(other, session.id, slug)).toBe(form);
    await stopClocks([databaseUrl, otherUrl], 60);
    const replies = (await sit(one, candidate, session.id, slug, right)).map(visible);
    const otherReplies = (await sit(other, candidate, session.id, slug, right)).map(visible);

    expect(replies.map(({ status }) => status)).toEqual([
      201, 200, 200, 409, 404, 404, 200, 200, 200, 200, 422, 422, 422, 409, 200, 200, 200, 409, 200, 200, 409,
    ]);
    expect(otherReplies).toEqual(replies);

    // Closed and scored, and not released yet: still nothing shows, although one has passed and one has failed.
    const scored = async (url: string) =>
      (await query(url, 'SELECT decision, scaled_score FROM outcomes'))[0] ?? null;
    await expect
      .poll(() => scored(databaseUrl), { timeout: 15_000 })
      .toEqual({ decision: 'pass', scaled_score: 800 });
    await expect.poll(() => scored(otherUrl), { timeout: 15_000 }).toMatchObject({ decision: 'fail' });
    const path = `/exam-sessions/${session.id}`;
    for (const address of [path, '/exam-sessions', `${path}/outcome`, `${path}/review`]) {
      const [reply, otherReply] = [
        await one.as(candidate).get(address),
        await other.as(candidate).get(address),
      ];
      expect(visible(otherReply)).toEqual(visible(reply));
    }
  },
);
