import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';
import { act, eventsOf, submit, untilScored } from '../../../../../tests/support/proctoring.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const reason = 'The fire alarm rang for a while';

describe('at the same time', () => {
  it('a pause and a submit leave one of both, whoever was first', async () => {
    const proctor = await attest.given.staff(['proctor']);
    const opened = await Promise.all(Array.from({ length: 10 }, () => attest.given.openSession()));

    await Promise.all(
      opened.flatMap(({ candidate, session }) => [
        act(proctor, session.id, { action: 'pause', reason }),
        submit(candidate, session.id),
      ]),
    );
    await untilScored(attest.databaseUrl);

    const statuses = await attest.rows(
      `SELECT DISTINCT status, closing, paused_at IS NULL AS runs FROM exam_sessions ORDER BY status`,
    );
    expect([
      { status: 'paused', closing: 0, runs: false },
      { status: 'released', closing: 1, runs: true },
    ]).toEqual(expect.arrayContaining(statuses));
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('twenty pauses of one session make one', async () => {
    const proctor = await attest.given.staff(['proctor']);
    const { session } = await attest.given.openSession();

    const replies = await Promise.all(
      Array.from({ length: 20 }, () => act(proctor, session.id, { action: 'pause', reason })),
    );

    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await eventsOf(attest.databaseUrl, session.id)).toHaveLength(1);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('added time and the sweep leave a session with its time, or an ended one', async () => {
    const proctor = await attest.given.staff(['proctor']);
    const opened = await Promise.all(Array.from({ length: 10 }, () => attest.given.openSession()));
    await attest.rows(
      `UPDATE exam_sessions SET grace = '0', deadline = attest_now() + n * interval '150 milliseconds'
       FROM unnest($1::uuid[]) WITH ORDINALITY t(id, n) WHERE session_id = t.id`,
      [opened.map(({ session }) => session.id)],
    );

    const replies: number[] = [];
    for (const { session } of opened) {
      const reply = await act(proctor, session.id, { action: 'add-time', seconds: 3_600, reason });
      replies.push(reply.status);
    }
    await expect
      .poll(
        () =>
          attest.rows(
            `SELECT 1 FROM exam_sessions WHERE status = 'active' AND deadline + grace < attest_now()`,
          ),
        { timeout: 20_000 },
      )
      .toEqual([]);
    await untilScored(attest.databaseUrl);

    const rows = await attest.rows(
      `SELECT status FROM exam_sessions s JOIN unnest($1::uuid[]) WITH ORDINALITY t(id, n) ON s.session_id = t.id
       ORDER BY n`,
      [opened.map(({ session }) => session.id)],
    );
    expect(rows.map(({ status }) => status)).toEqual(
      replies.map((status) => (status === 200 ? 'active' : 'released')),
    );
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });
});
