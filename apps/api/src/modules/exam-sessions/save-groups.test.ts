import { AccountId, ExamSessionId, type ResponseValue } from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { storedResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bareSession, type BareSession } from '../../../../../tests/support/bare-session.ts';
import { secondConnection, untilWaiting } from '../../../../../tests/support/second-connection.ts';
import { ResponseWriter } from './response-writer.ts';
import type { HeldSession, SaveRow } from './save-statement.ts';

const attest = useAttest();

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
/** All of one lane, so that they wait together. */
const idOf = (number: number) => `00000000-0000-7000-8000-${String(number * 2).padStart(12, '0')}`;
/** The first one is what makes the connection busy. */
const sessions = async (count: number) => {
  const [first, second, third, ...others] = await Promise.all(
    Array.from({ length: count }, (_, at) => bareSession(attest.databaseUrl, { sessionId: idOf(at + 1) })),
  );
  if (first === undefined || second === undefined || third === undefined) throw new Error('at least three');
  return [first, second, third, ...others] as const;
};
const newWriter = () => {
  const writer = new ResponseWriter(attest.databaseUrl);
  onTestFinished(() => writer.onApplicationShutdown());
  return writer;
};
const storedIn = ([held]: readonly HeldSession[]) => held?.stored;
/** Makes the connection busy until the row is let go, so that everything else gathers. */
const busyWith = async (writer: ResponseWriter, session: BareSession) => {
  const holder = await secondConnection(attest.databaseUrl);
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM exam_sessions WHERE session_id = $1 FOR UPDATE', [session.sessionId]);
  const saving = writer.save([rowFor(session)]);
  await untilWaiting(attest.databaseUrl, 'attest saves');
  return { saving, letGo: () => holder.query('COMMIT') };
};

describe('saves that come while the connection is busy', () => {
  it('go together, and each is told of its own session', async () => {
    const [first, ...others] = await sessions(20);
    const writer = newWriter();
    const { saving, letGo } = await busyWith(writer, first);

    const gathered = others.map((session, at) => writer.save([rowFor(session, { revision: at + 1 })]));
    await letGo();
    await saving;
    const replies = await Promise.all(gathered);

    expect(replies.map(storedIn)).toEqual(others.map((_, at) => [{ itemNo: 1, revision: at + 1 }]));
    expect(replies.map(([held]) => held?.sessionId)).toEqual(others.map(({ sessionId }) => sessionId));
    // One transaction has one instant.
    const instants = await attest.rows(`SELECT DISTINCT saved_at FROM responses WHERE session_id <> $1`, [
      first.sessionId,
    ]);
    expect(instants).toHaveLength(1);
  });

  it('of one session are judged one by one: nobody is told that a neighbour’s answer is theirs', async () => {
    const [first, session] = await sessions(3);
    const writer = newWriter();
    const { saving, letGo } = await busyWith(writer, first);

    const gathered = [
      writer.save([rowFor(session, { revision: 1, value: choice('first') })]),
      writer.save([rowFor(session, { revision: 1, value: choice('equal') })]),
      writer.save([rowFor(session, { epoch: 2, revision: 9, value: choice('other device') })]),
      writer.save([rowFor({ ...session, candidateId: first.candidateId }, { revision: 9 })]),
      writer.save([rowFor(session, { itemNo: 2, revision: 3 }), rowFor(session, { revision: 2 })]),
    ];
    await letGo();
    await saving;
    const replies = await Promise.all(gathered);

    expect(replies.map(storedIn)).toEqual([
      [],
      [],
      undefined,
      undefined,
      expect.arrayContaining([
        { itemNo: 1, revision: 2 },
        { itemNo: 2, revision: 3 },
      ]),
    ]);
    expect(await stored(session)).toMatchObject([
      { item_no: 1, revision: 2 },
      { item_no: 2, revision: 3 },
    ]);
  });

  it('fail alone when one of them cannot be stored', async () => {
    const [first, ...others] = await sessions(10);
    const writer = newWriter();
    const { saving, letGo } = await busyWith(writer, first);

    // Past everything that checks a request: the database itself refuses such a revision.
    const gathered = others.map((session, at) =>
      writer.save([rowFor(session, { revision: at === 4 ? 0 : 1 })]),
    );
    await letGo();
    await saving;
    const results = await Promise.allSettled(gathered);

    expect(results.map(({ status }) => status)).toEqual(
      others.map((_, at) => (at === 4 ? 'rejected' : 'fulfilled')),
    );
    const rows = await Promise.all(others.map(stored));
    expect(rows.map(({ length }) => length)).toEqual(others.map((_, at) => (at === 4 ? 0 : 1)));
  });

  it('do not wait for the row of one session that somebody else holds', async () => {
    const [first, held, ...others] = await sessions(6);
    const writer = newWriter();
    const { saving, letGo } = await busyWith(writer, first);
    const stuck = await secondConnection(attest.databaseUrl);
    await stuck.query('BEGIN');
    await stuck.query('SELECT 1 FROM exam_sessions WHERE session_id = $1 FOR UPDATE', [held.sessionId]);

    const gathered = [held, ...others].map((session) => writer.save([rowFor(session)]));
    await letGo();
    await saving;
    const results = await Promise.allSettled(gathered);
    await stuck.query('COMMIT');

    expect(results.map(({ status }) => status)).toEqual(['rejected', ...others.map(() => 'fulfilled')]);
  });

  it('are refused beyond two thousand, while those before them are stored', async () => {
    const [first, session] = await sessions(3);
    const writer = newWriter();
    const { saving, letGo } = await busyWith(writer, first);

    const gathered = Array.from({ length: 2_001 }, (_, at) =>
      writer.save([rowFor(session, { itemNo: (at % 60) + 1, revision: at + 1 })]),
    );
    const last = gathered.at(-1);
    await expect(last).rejects.toMatchObject({ id: 'overloaded', details: { retryAfterSeconds: 2 } });
    await letGo();
    await saving;

    expect((await Promise.all(gathered.slice(0, -1))).every(([held]) => held !== undefined)).toBe(true);
    expect(Math.max(...(await stored(session)).map(({ revision }) => revision))).toBe(2_000);
  });

  it('are told after five seconds to come again', async () => {
    const [first, session, third] = await sessions(3);
    const writer = newWriter();
    const holder = await secondConnection(attest.databaseUrl);
    await holder.query('BEGIN');
    // The whole table: the group is not tried one by one for long either.
    await holder.query('LOCK TABLE responses IN ACCESS EXCLUSIVE MODE');
    const saving = Promise.allSettled([writer.save([rowFor(first)])]);
    await untilWaiting(attest.databaseUrl, 'attest saves');
    const early = Promise.allSettled(Array.from({ length: 64 }, () => writer.save([rowFor(session)])));
    const late = writer.save([rowFor(third)]);

    await expect(late).rejects.toMatchObject({ id: 'overloaded' });
    await holder.query('COMMIT');
    await Promise.all([saving, early]);
    expect(storedIn(await writer.save([rowFor(third)]))).toEqual([{ itemNo: 1, revision: 1 }]);
  });

  it('keep their order within a session', async () => {
    const [first, session] = await sessions(3);
    const writer = newWriter();
    const { saving, letGo } = await busyWith(writer, first);
    const finished: number[] = [];

    const gathered = Array.from({ length: 150 }, async (_, at) => {
      await writer.save([rowFor(session, { revision: at + 1 })]);
      finished.push(at + 1);
    });
    await letGo();
    await Promise.all([saving, ...gathered]);

    expect(finished).toEqual(Array.from({ length: 150 }, (_, at) => at + 1));
    expect(await stored(session)).toMatchObject([{ revision: 150 }]);
  });

  it('are not known to be stored when the connection breaks under them; those behind them are', async () => {
    const [first, session] = await sessions(3);
    const writer = newWriter();
    const { saving, letGo } = await busyWith(writer, first);
    const broken = expect(saving).rejects.toThrow();
    const gathered = writer.save([rowFor(session)]);

    await attest.rows(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'attest saves' AND wait_event_type = 'Lock'`,
    );
    await broken;

    expect(storedIn(await gathered)).toEqual([{ itemNo: 1, revision: 1 }]);
    await letGo();
    expect(await stored(first)).toEqual([]);
  });

  it('are all stored before the writer ends', async () => {
    const all = await sessions(20);
    const writer = new ResponseWriter(attest.databaseUrl);

    const saving = Promise.all(all.map((session) => writer.save([rowFor(session)])));
    await writer.onApplicationShutdown();

    expect((await saving).map(storedIn)).toEqual(all.map(() => [{ itemNo: 1, revision: 1 }]));
  });
});
