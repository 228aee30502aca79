import { RunningSession } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';
import { secondConnection, untilWaiting } from '../../../../../tests/support/second-connection.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

interface Booked {
  readonly candidate: Person;
  readonly session: { readonly id: string };
}

const start = ({ candidate, session }: Booked) =>
  attest.as(candidate).post(`/exam-sessions/${session.id}/start`);

const booked = async (count: number): Promise<Booked[]> => {
  const sessions: Booked[] = [];
  for (let at = 0; at < count; at += 1) sessions.push(await attest.given.bookedSession());
  return sessions;
};

const untilGathered = (count: number) =>
  expect
    .poll(async () => {
      const { text } = await attest.stranger.get('//metrics');
      return Number(/^attest_start_queue (\d+)$/m.exec(text)?.[1]);
    })
    .toBe(count);

/** Two starts that cannot end before they are let go, so that all others gather. */
const busyWithStarts = async () => {
  const two = await booked(2);
  const holder = await secondConnection(attest.databaseUrl);
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM session_logs WHERE session_id = ANY($1) FOR UPDATE', [
    two.map(({ session }) => session.id),
  ]);
  const starting: Promise<{ status: number }>[] = [];
  for (const [at, one] of two.entries()) {
    starting.push(start(one));
    await untilWaiting(attest.databaseUrl, 'attest', at + 1);
  }
  return { starting, letGo: () => holder.query('COMMIT') };
};

describe('starts that come while others are under way', () => {
  it('go together, and each candidate gets their own session', async () => {
    const room = await booked(6);
    const busy = await busyWithStarts();

    const replies = room.map(start);
    await untilGathered(room.length);
    await busy.letGo();
    const started = (await Promise.all(replies)).map((reply) => reply.read(RunningSession));

    expect(started.map(({ id }) => id)).toEqual(room.map(({ session }) => session.id));
    expect(started.map(({ epoch, status }) => ({ epoch, status }))).toEqual(
      room.map(() => ({ epoch: 1, status: 'active' })),
    );
    // One transaction has one instant.
    expect(new Set(started.map(({ startedAt }) => startedAt)).size).toBe(1);
    expect((await Promise.all(busy.starting)).map(({ status }) => status)).toEqual([200, 200]);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('are refused each for its own reason, and keep nobody else from starting', async () => {
    const [own, foreign, twice] = await booked(3);
    const submitted = await attest.given.openSession();
    await attest.as(submitted.candidate).post(`/exam-sessions/${submitted.session.id}/submit`, {
      epoch: 1,
      responses: [],
    });
    if (own === undefined || foreign === undefined || twice === undefined)
      throw new Error('three are booked');
    const busy = await busyWithStarts();

    const replies = [
      start(own),
      start({ ...foreign, candidate: own.candidate }),
      start(submitted),
      start(twice),
      start(twice),
    ];
    await untilGathered(replies.length);
    await busy.letGo();
    const statuses = (await Promise.all(replies)).map(({ status }) => status);

    expect(statuses).toEqual([200, 404, 409, 200, 200]);
    const open = await attest.rows(
      `SELECT session_id FROM exam_sessions WHERE status = 'active' AND session_id = ANY($1)`,
      [[own, foreign, twice].map(({ session }) => session.id)],
    );
    expect(open.map(({ session_id }) => String(session_id)).toSorted()).toEqual(
      [own.session.id, twice.session.id].toSorted(),
    );
  });

  it('do not wait for the row of one that another transaction has', async () => {
    const [held, ...others] = await booked(4);
    if (held === undefined) throw new Error('four are booked');
    const holder = await secondConnection(attest.databaseUrl);
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM exam_sessions WHERE session_id = $1 FOR UPDATE', [held.session.id]);

    const waits = start(held);
    const statuses = (await Promise.all(others.map(start))).map(({ status }) => status);
    await untilWaiting(attest.databaseUrl, 'attest');
    await holder.query('COMMIT');

    expect(statuses).toEqual([200, 200, 200]);
    expect((await waits).status).toBe(200);
  });

  it('start although one among them cannot be started at all', async () => {
    const [broken, ...others] = await booked(4);
    if (broken === undefined) throw new Error('four are booked');
    await attest.rows('DELETE FROM session_forms WHERE session_id = $1', [broken.session.id]);
    const busy = await busyWithStarts();

    const replies = [broken, ...others].map(start);
    await untilGathered(replies.length);
    await busy.letGo();
    const [first, ...rest] = await Promise.all(replies);

    expect(first?.status).toBe(500);
    expect(rest.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [row] = await attest.rows('SELECT status FROM exam_sessions WHERE session_id = $1', [
      broken.session.id,
    ]);
    expect(row).toEqual({ status: 'ready' });
  });
});
