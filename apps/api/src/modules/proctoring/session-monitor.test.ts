import { Monitor, MonitoredSession, SessionEvents } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const boardOf = async ({ client }: Person, query = '') =>
  (await client.get(`/sessions-monitor${query}`)).read(Monitor);
const namesOn = (board: Monitor) => board.sessions.map(({ candidate }) => candidate.displayName);
/** The board of another exam each time: one that was asked for lately is kept for a second. */
const eventually = { timeout: 8_000, interval: 200 };

describe('the board of live sessions', () => {
  it('shows what a proctor needs to know of a running session', async () => {
    const proctor = await attest.given.staff(['proctor']);
    const exam = await attest.given.exam({ durationSeconds: 1_200 });
    const { candidate, session } = await attest.given.openSession({ exam });
    await candidate.client.put(`/exam-sessions/${session.id}/responses`, {
      epoch: 1,
      responses: [
        respondTo(session.form.items[0]),
        respondTo(session.form.items[1]),
        { itemId: session.form.items[2]?.id ?? '', revision: 1, value: null },
      ],
    });

    const board = await boardOf(proctor, `?exam=${exam}`);

    expect(board.sessions).toMatchObject([
      {
        id: session.id,
        candidate: { id: candidate.id, displayName: candidate.displayName },
        status: 'active',
        answeredCount: 2,
        itemCount: session.form.items.length,
        deadline: session.deadline,
        isConnected: true,
        unsentCount: 0,
        noteCount: 0,
        proposal: null,
        lastNotice: null,
      },
    ]);
    expect(board.summary).toEqual({ waiting: 0, working: 1, reconnecting: 0, paused: 0, finished: 0 });
    expect(board.exams).toMatchObject([{ openCount: 1 }]);
    expect(board.unlisted).toBe(0);
  });

  it('puts those in need on top, and finished ones at the end', async () => {
    const proctor = await attest.given.staff(['proctor']);
    const exam = await attest.given.exam({ durationSeconds: 1_200 });
    const sit = async (displayName: string) =>
      attest.given.openSession({ exam, candidate: await attest.given.candidate({ displayName }) });
    const finished = await sit('Finished');
    await finished.candidate.client.post(`/exam-sessions/${finished.session.id}/submit`, { epoch: 1 });
    await sit('Working');
    const unsent = await sit('Unsent');
    await attest.given.bookedSession({
      exam,
      candidate: await attest.given.candidate({ displayName: 'Waiting' }),
    });
    await unsent.candidate.client.post(`/exam-sessions/${unsent.session.id}/observations`, {
      epoch: 1,
      unsent: { count: 2, oldestMs: 9_000 },
      observations: [],
    });

    await expect
      .poll(async () => namesOn(await boardOf(proctor, `?exam=${exam}`)), eventually)
      .toEqual(['Unsent', 'Working', 'Waiting', 'Finished']);
    const board = await boardOf(proctor, `?exam=${exam}`);
    expect(board.summary).toEqual({ waiting: 1, working: 2, reconnecting: 0, paused: 0, finished: 1 });
    expect(board.sessions[0]).toMatchObject({ unsentCount: 2 });
  });

  it('counts who was not heard of for 45 seconds as reconnecting', async () => {
    const proctor = await attest.given.staff(['proctor']);
    const exam = await attest.given.exam({});
    await attest.given.openSession({ exam });
    await attest.databaseClock.advance(46);

    expect((await boardOf(proctor, `?exam=${exam}`)).summary).toMatchObject({ working: 0, reconnecting: 1 });
  });

  it('forgets what the device kept once it has saved again', async () => {
    const proctor = await attest.given.staff(['proctor']);
    const { candidate, session } = await attest.given.openSession();
    const unsentOf = async () =>
      (await proctor.client.get(`/sessions-monitor/${session.id}`)).read(MonitoredSession).unsentCount;
    await candidate.client.post(`/exam-sessions/${session.id}/observations`, {
      epoch: 1,
      unsent: { count: 1, oldestMs: 3_000 },
      observations: [],
    });
    await expect.poll(unsentOf, eventually).toBe(1);

    await candidate.client.put(`/exam-sessions/${session.id}/responses`, {
      epoch: 1,
      responses: [respondTo(session.form.items[0])],
    });

    expect(await unsentOf()).toBe(0);
  });

  it('leaves out study, what ended days ago, and other exams', async () => {
    const proctor = await attest.given.staff(['proctor']);
    const [exam, other] = [await attest.given.exam({}), await attest.given.exam({})];
    const study = await attest.given.exam({ modes: ['study'] });
    await attest.given.openSession({ exam: study, mode: 'study' });
    await attest.given.openSession({ exam: other });
    const ended = await attest.given.openSession({ exam });
    await ended.candidate.client.post(`/exam-sessions/${ended.session.id}/submit`, { epoch: 1 });
    await attest.rows(`UPDATE exam_sessions SET booked_at = booked_at - interval '49 hours'`);
    const { session } = await attest.given.openSession({ exam });

    const board = await boardOf(proctor, `?exam=${exam}`);

    expect(board.sessions.map(({ id }) => id)).toEqual([session.id]);
    // However old, an open one is watched.
    await expect.poll(async () => (await boardOf(proctor)).sessions.length, eventually).toBe(2);
  });

  it('lists a thousand, and says how many more there are', async () => {
    const proctor = await attest.given.staff(['proctor']);
    const exam = await attest.given.exam({});
    const { session } = await attest.given.openSession({ exam });
    await attest.rows(
      `WITH copies AS (
         INSERT INTO exam_sessions SELECT (jsonb_populate_record(s, jsonb_build_object('session_id', gen_random_uuid()))).*
         FROM exam_sessions s, generate_series(1, 1001) RETURNING session_id, candidate_id)
       INSERT INTO bookings (account_id, exam_id, attempt, session_id, request_hash, created_at)
       SELECT b.account_id, b.exam_id, 100 + row_number() OVER (), c.session_id, '', b.created_at
       FROM copies c JOIN bookings b ON b.account_id = c.candidate_id AND b.session_id = $1`,
      [session.id],
    );

    const board = await boardOf(proctor, `?exam=${exam}`);

    expect(board.sessions).toHaveLength(1_000);
    expect(board.unlisted).toBe(2);
    expect(board.summary.working).toBe(1_002);
  });

  it('is for those who may watch, and knows no exam that does not exist', async () => {
    const candidate = await attest.given.candidate();
    const proctor = await attest.given.staff(['proctor']);

    expect(await candidate.client.get('/sessions-monitor')).toBeProblem('permission-missing');
    expect(await proctor.client.get('/sessions-monitor?exam=no-such-exam')).toBeProblem('not-found');
  });
});

describe('the timeline of a session', () => {
  const note = (sessionId: string, staffId: string) =>
    attest.rows(
      `WITH said AS (
         INSERT INTO session_events (session_id, seq, at, kind, actor_id, body, hash)
         SELECT session_id, last_seq + n, attest_now(), kind, $2::uuid, body, ''::bytea
         FROM session_logs, (VALUES (1, 'note', '{"text":"Calm."}'), (2, 'message', '{"text":"Carry on."}'))
           AS v(n, kind, body) WHERE session_id = $1)
       UPDATE session_logs SET last_seq = last_seq + 2 WHERE session_id = $1`,
      [sessionId, staffId],
    );

  it('tells staff everything with names, and the candidate what concerns them without', async () => {
    const proctor = await attest.given.staff(['proctor'], { displayName: 'Robin' });
    const { candidate, session } = await attest.given.openSession();
    await note(session.id, proctor.id);

    const own = (await candidate.client.get(`/exam-sessions/${session.id}/events`)).read(SessionEvents);
    const whole = (await proctor.client.get(`/sessions-monitor/${session.id}/events`)).read(SessionEvents);

    expect(own.events.map(({ kind }) => kind)).not.toContain('note');
    expect(own.events.at(-1)).toMatchObject({
      kind: 'message',
      actor: 'staff',
      actorName: null,
      facts: { text: 'Carry on.' },
    });
    expect(own.events[0]).toMatchObject({ kind: 'booked', actor: 'candidate', actorName: null });
    expect(JSON.stringify(own)).not.toContain('Robin');
    expect(whole.events.at(-2)).toMatchObject({ kind: 'note', actor: 'staff', actorName: 'Robin' });
  });

  it('comes in pages, in order, each event once', async () => {
    const proctor = await attest.given.staff(['proctor']);
    const { candidate, session } = await attest.given.openSession();
    await note(session.id, proctor.id);
    const seqs: number[] = [];

    for (let next: string | null = ''; next !== null;) {
      const after: string = next === '' ? '' : `&after=${next}`;
      const page = (await proctor.client.get(`/sessions-monitor/${session.id}/events?limit=2${after}`)).read(
        SessionEvents,
      );
      expect(page.events.length).toBeLessThanOrEqual(2);
      seqs.push(...page.events.map(({ seq }) => seq));
      ({ next } = page);
    }

    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, at) => at + 1));
    expect(seqs.length).toBeGreaterThan(3);
    expect(
      await candidate.client.get(`/exam-sessions/${session.id}/events?after=${btoa('["x"]')}`),
    ).toBeProblem('request-malformed');
  });

  it('is not found by other candidates, nor open to them as staff', async () => {
    const { session } = await attest.given.openSession();
    const other = await attest.given.candidate();

    expect(await other.client.get(`/exam-sessions/${session.id}/events`)).toBeProblem('not-found');
    expect(await other.client.get(`/sessions-monitor/${session.id}/events`)).toBeProblem(
      'permission-missing',
    );
    expect(await other.client.get(`/sessions-monitor/${session.id}`)).toBeProblem('permission-missing');
  });
});
