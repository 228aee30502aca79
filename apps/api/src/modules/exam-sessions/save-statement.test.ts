import {
  AccountId,
  ExamSessionId,
  ResponsesReceipt,
  SessionReceipt,
  type ResponseValue,
} from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { respondTo, storedResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { bareSession, type BareSession } from '../../../../../tests/support/bare-session.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';
import { secondConnection, untilWaiting } from '../../../../../tests/support/second-connection.ts';
import { ResponseWriter } from './response-writer.ts';
import { saveParameters, saveStatement, type SaveRow } from './save-statement.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const choice = (id: string): ResponseValue => ({ RESPONSE: { kind: 'choice', selected: [id] } });
const rowFor = (session: BareSession, change: Partial<SaveRow> = {}): SaveRow => ({
  sessionId: ExamSessionId.parse(session.sessionId),
  candidateId: AccountId.parse(session.candidateId),
  epoch: 1,
  itemNo: 1,
  revision: 1,
  value: choice('a'),
  marks: {},
  ...change,
});
const stored = ({ sessionId }: BareSession) => storedResponses(attest.databaseUrl, sessionId);
const newSession = (options = {}) => bareSession(attest.databaseUrl, options);
const newWriter = () => {
  const writer = new ResponseWriter(attest.databaseUrl);
  onTestFinished(() => writer.onApplicationShutdown());
  return writer;
};

describe('a save that meets a close', () => {
  it('is not stored when it waited for the row of a session that was being closed', async () => {
    const session = await newSession();
    const closing = await secondConnection(attest.databaseUrl);
    await closing.query('BEGIN');
    await closing.query(
      `UPDATE exam_sessions SET status = 'submitted', closing = 1, closed_at = attest_now(), closed_by = 'candidate'
       WHERE session_id = $1`,
      [session.sessionId],
    );

    const saving = newWriter().save([rowFor(session)]);
    await untilWaiting(attest.databaseUrl, 'attest saves');
    await closing.query('COMMIT');

    expect(await saving).toEqual([]);
    expect(await stored(session)).toEqual([]);
  });

  it('is in the receipt when it was committed while the submit waited for the row', async () => {
    const { candidate, session } = await attest.given.openSession();
    const [item] = session.form.items;
    const saving = await secondConnection(attest.databaseUrl);
    const row = rowFor(
      { sessionId: session.id, candidateId: candidate.id },
      { revision: 3, value: respondTo(item).value },
    );
    await saving.query('BEGIN');
    await saving.query(saveStatement.text, saveParameters([row]));

    const submitting = attest.as(candidate).post(`/exam-sessions/${session.id}/submit`, { epoch: 1 });
    await untilWaiting(attest.databaseUrl, 'attest');
    await saving.query('COMMIT');

    expect((await submitting).read(SessionReceipt).revisions).toEqual([[item?.id, 3]]);
    await expect
      .poll(() => attest.rows('SELECT 1 FROM outbox WHERE delivered_at IS NULL'), { timeout: 10_000 })
      .toEqual([]);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });
});

describe('one statement', () => {
  it('takes the highest revision where a question stands in it more than once', async () => {
    const session = await newSession();

    const held = await newWriter().save([
      rowFor(session, { revision: 1 }),
      rowFor(session, { revision: 3, value: choice('c') }),
      rowFor(session, { revision: 2 }),
    ]);

    expect(held).toMatchObject([{ sessionId: session.sessionId, stored: [{ itemNo: 1, revision: 3 }] }]);
    expect(await stored(session)).toMatchObject([{ revision: 3, value: choice('c') }]);
  });

  it('changes nothing for a bogus epoch or a foreign candidate, and harms no neighbour', async () => {
    const [good, bogus, foreign, alsoGood] = [
      await newSession(),
      await newSession({ epoch: 2 }),
      await newSession(),
      await newSession({ secondsLeft: null }),
    ];

    const held = await newWriter().save([
      rowFor(good),
      rowFor(bogus),
      rowFor({ ...foreign, candidateId: good.candidateId }),
      rowFor(alsoGood),
    ]);

    expect(new Set(held.map(({ sessionId }) => sessionId))).toEqual(
      new Set([good.sessionId, alsoGood.sessionId]),
    );
    expect([await stored(bogus), await stored(foreign)]).toEqual([[], []]);
    expect([await stored(good), await stored(alsoGood)]).toMatchObject([
      [{ revision: 1 }],
      [{ revision: 1 }],
    ]);
    expect(
      await attest.rows(
        `SELECT 1 FROM exam_sessions WHERE session_id = ANY ($1) AND last_saved_at IS NOT NULL`,
        [[bogus.sessionId, foreign.sessionId]],
      ),
    ).toEqual([]);
  });

  it('stores the holder’s response beside a higher revision of a former holder or a stranger', async () => {
    const session = await newSession({ epoch: 2 });
    const stranger = { ...session, candidateId: session.sessionId };

    await newWriter().save([
      rowFor(session, { epoch: 1, revision: 9, value: choice('x') }),
      rowFor(stranger, { epoch: 2, revision: 8, value: choice('y') }),
      rowFor(session, { epoch: 2, revision: 5, value: choice('mine') }),
    ]);

    expect(await stored(session)).toMatchObject([{ revision: 5, epoch: 2, value: choice('mine') }]);
  });

  it('accepts at the last instant of the grace and refuses a millisecond later', async () => {
    const session = await newSession();
    const connection = await secondConnection(attest.databaseUrl);
    const heldAt = async (late: string) => {
      await connection.query('BEGIN');
      await connection.query(
        `SELECT set_config('attest.time_offset', (deadline + grace + $2::interval - now())::text, true)
         FROM exam_sessions WHERE session_id = $1`,
        [session.sessionId, late],
      );
      const { rowCount } = await connection.query(saveStatement.text, saveParameters([rowFor(session)]));
      await connection.query('ROLLBACK');
      return rowCount;
    };

    expect(await heldAt('0')).toBe(1);
    expect(await heldAt('1 millisecond')).toBe(0);
  });

  it('fails for a poisonous save alone, while its neighbours are stored', async () => {
    const { candidate, session } = await attest.given.openSession();
    const path = `/exam-sessions/${session.id}/responses`;
    const responses = session.form.items.map((item) => respondTo(item));
    const poison = { ...responses[4], value: { RESPONSE: { kind: 'choice', selected: ['nowhere'] } } };

    const replies = await Promise.all(
      responses.map((response, at) =>
        attest.as(candidate).put(path, { epoch: 1, responses: [at === 4 ? poison : response] }),
      ),
    );

    expect(replies[4]).toBeProblem('response-malformed');
    expect(replies.toSpliced(4, 1).map((reply) => reply.read(ResponsesReceipt).accepted.length)).toEqual(
      Array.from({ length: 11 }, () => 1),
    );
    expect(await storedResponses(attest.databaseUrl, session.id)).toHaveLength(11);
  });
});

describe('two batches that lock sessions in opposite order', () => {
  // Of the same lane: they go together.
  const [lower, higher] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000003'];
  const lock = 'SELECT 1 FROM exam_sessions WHERE session_id = $1 FOR UPDATE';

  it('are both stored after two deadlocks: the batch runs once more, then session by session', async () => {
    const [first, second] = [await newSession({ sessionId: lower }), await newSession({ sessionId: higher })];
    const other = await secondConnection(attest.databaseUrl);
    // The writer has to be the one that notices.
    await other.query(`SET deadlock_timeout = '30s'`);
    await other.query('BEGIN');
    await other.query(lock, [higher]);
    await other.query('SAVEPOINT before_the_first');

    const saving = newWriter().save([rowFor(first), rowFor(second)]);
    await untilWaiting(attest.databaseUrl, 'attest saves');
    await other.query(lock, [lower]);
    await untilWaiting(attest.databaseUrl, 'attest saves');
    await other.query('ROLLBACK TO before_the_first');
    await other.query(lock, [lower]);
    await untilWaiting(attest.databaseUrl, 'attest saves');
    await other.query('COMMIT');

    expect((await saving).map(({ sessionId }) => sessionId)).toEqual([lower, higher]);
    expect(await stored(first)).toHaveLength(1);
    expect(await stored(second)).toHaveLength(1);
  });

  it('are all stored when two writers hurry', async () => {
    const sessions = await Promise.all(Array.from({ length: 8 }, () => newSession()));
    const saveAll = async (order: readonly BareSession[], revisions: readonly number[]) => {
      const writer = newWriter();
      for (const revision of revisions)
        await writer.save(order.map((session) => rowFor(session, { revision })));
    };

    await Promise.all([
      saveAll(sessions, [1, 3, 5, 7, 9, 11, 13, 15, 17, 19]),
      saveAll(sessions.toReversed(), [2, 4, 6, 8, 10, 12, 14, 16, 18, 20]),
    ]);

    const rows = await Promise.all(sessions.map(stored));
    expect(rows.map(([row]) => row?.revision)).toEqual(sessions.map(() => 20));
  });
});
