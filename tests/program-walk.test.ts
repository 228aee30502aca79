import {
  AccessTokens,
  AuthoredItem,
  ExamSession,
  ExamSessions,
  Exams,
  NewAccessToken,
  Outcome,
  ResponsesReceipt,
  Review,
  RunningSession,
  SessionReceipt,
} from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { departuresOf, readOperations } from './support/api-operations.ts';
import { respondTo } from './support/answers.ts';
import { useAttest } from './support/app.ts';
import { bankTables, provideBank } from './support/bank.ts';
import { ProgramClient, type ProgramCall } from './support/program-client.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });
const { operations, schemas } = await readOperations();

describe('a program with nothing but an access token', () => {
  it('takes an exam from the catalogue to the outcome, each reply as the API describes it', async () => {
    const { email, password } = await attest.given.candidate();
    const newToken = { name: 'curl', expiresInDays: 1, email, password };
    const { token } = (await call('POST /access-tokens', {}, { body: newToken })).read(NewAccessToken);

    const { exams } = (await call('GET /exams', {}, { token })).read(Exams);
    const examId = exams.find(({ slug }) => slug === 'caisa-sampler')?.id;
    const body = { examId, mode: 'exam' };
    const { id: sessionId } = (await call('POST /exam-sessions', {}, { token, body })).read(ExamSession);
    const place = { sessionId };
    const running = (await call('POST /exam-sessions/{sessionId}/start', place, { token })).read(
      RunningSession,
    );
    const answers = {
      epoch: running.epoch,
      responses: running.form.items.map((item) => respondTo(item)),
    };
    const saved = (
      await call('PUT /exam-sessions/{sessionId}/responses', place, { token, body: answers })
    ).read(ResponsesReceipt);
    expect(saved.accepted.length).toBeGreaterThan(0);
    expect(
      (await call('GET /exam-sessions/{sessionId}', place, { token })).read(ExamSession).answeredCount,
    ).toBe(saved.accepted.length);

    const receipt = (
      await call('POST /exam-sessions/{sessionId}/submit', place, { token, body: { epoch: running.epoch } })
    ).read(SessionReceipt);
    expect(receipt.answeredCount).toBe(saved.accepted.length);
    await expect
      .poll(async () => (await call('GET /exam-sessions/{sessionId}/outcome', place, { token })).status, {
        timeout: 10_000,
      })
      .toBe(200);
    const outcome = (await call('GET /exam-sessions/{sessionId}/outcome', place, { token })).read(Outcome);
    expect(outcome).toMatchObject({ sessionId, itemCount: 12, answeredCount: saved.accepted.length });
    const review = (await call('GET /exam-sessions/{sessionId}/review', place, { token })).read(Review);
    expect(review.items).toHaveLength(12);
    expect((await call('GET /exam-sessions', {}, { token })).read(ExamSessions).examSessions).toHaveLength(1);
    expect((await call('GET /access-tokens', {}, { token })).read(AccessTokens).accessTokens).toHaveLength(1);
  });

  it('reads every item in exams as the API describes it, if its owner may', async () => {
    const { email, password } = await attest.given.instructor();
    const newToken = { name: 'curl', expiresInDays: 1, email, password };
    const { token } = (await call('POST /access-tokens', {}, { body: newToken })).read(NewAccessToken);
    const ids = (await attest.rows(`SELECT bank_id FROM items WHERE status = 'operational'`)).map(
      ({ bank_id: id }) => String(id),
    );

    expect(ids.length).toBeGreaterThan(30);
    for (const itemId of ids) {
      expect((await call('GET /items/{itemId}', { itemId }, { token })).read(AuthoredItem).id).toBe(itemId);
    }
  });
});

/** Calls an operation by its name in the description and holds the reply against it. */
async function call(name: string, place: Readonly<Record<string, string>>, options: ProgramCall) {
  const operation = operations.find(({ method, path }) => `${method} ${path}` === name);
  if (operation === undefined) throw new Error(`The description knows no ${name}.`);
  const path = operation.path.replace(/\{(\w+)\}/g, (_braces, part: string) => place[part] ?? '');
  const reply = await new ProgramClient(attest.url).call(operation.method, path, options);
  expect(departuresOf(operation, schemas, reply), `${name}\n${reply.text}`).toEqual([]);
  return reply;
}
