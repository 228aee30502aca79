import {
  ExamSession,
  SessionChange,
  SessionEvents,
  type RecordObservations,
  type RunningSession,
} from '@attest/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { respondTo } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import type { Person } from '../../../../../tests/support/given.ts';
import { brokenInvariants } from '../../../../../tests/support/invariants.ts';
import { secondConnection, untilWaiting } from '../../../../../tests/support/second-connection.ts';
import { BufferedEvents } from './buffered-events.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

const nothingUnsent = { count: 0, oldestMs: 0 };
const observe = (
  { client }: Person,
  { id }: { readonly id: string },
  observations: RecordObservations['observations'],
  more: Partial<RecordObservations> = {},
) =>
  client.post(`/exam-sessions/${id}/observations`, {
    epoch: 1,
    unsent: nothingUnsent,
    observations,
    ...more,
  });
const save = ({ client }: Person, { id }: { readonly id: string }, responses: readonly unknown[]) =>
  client.put(`/exam-sessions/${id}/responses`, { epoch: 1, responses });
const itemIn = (session: RunningSession, at = 0) => {
  const item = session.form.items[at];
  if (item === undefined) throw new Error('the form has no such item');
  return item;
};
const eventsOf = async ({ client }: Person, { id }: { readonly id: string }) =>
  (await client.get(`/exam-sessions/${id}/events?limit=100`)).read(SessionEvents).events;
/** Behind the events of booking and start. */
const kindsOf = async (candidate: Person, session: { readonly id: string }) => {
  const kinds = (await eventsOf(candidate, session)).map(({ kind }) => kind);
  return kinds.slice(1 + kinds.findLastIndex((kind) => kind === 'started' || kind === 'deadline-set'));
};
const eventually = { timeout: 8_000, interval: 50 };

describe('what a browser observed', () => {
  it('stands in the log after a moment, in its order, in one chain with what changed the session', async () => {
    const { candidate, session } = await attest.given.openSession();
    const [item] = session.form.items;

    const reply = await observe(candidate, session, [
      { kind: 'item-seen', msAgo: 4_000, itemId: itemIn(session).id },
      { kind: 'focus-lost', msAgo: 3_000 },
      { kind: 'pasted', msAgo: 2_000, itemId: itemIn(session).id, characters: 1_200 },
      { kind: 'warned', msAgo: 1_000, secondsLeft: 300 },
    ]);

    expect(reply.status).toBeLessThan(300);
    await expect
      .poll(() => kindsOf(candidate, session), eventually)
      .toEqual(['item-seen', 'focus-lost', 'pasted', 'warned']);
    const events = await eventsOf(candidate, session);
    expect(events.at(-4)?.facts.itemNumber).toBe(item?.number);
    expect(events.at(-2)?.facts).toMatchObject({ characters: 1_200 });
    expect(events.at(-2)?.facts.msAgo).toBeGreaterThanOrEqual(2_000);
    expect(events.at(-1)?.facts.seconds).toBe(300);
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('is refused from a former holder, of another form and of another person, and leaves nothing', async () => {
    const { candidate, session } = await attest.given.openSession();
    const other = await attest.given.openSession();
    const seen = [{ kind: 'focus-lost', msAgo: 0 } as const];

    expect(await observe(candidate, session, seen, { epoch: 0 })).toBeProblem('session-continued-elsewhere');
    expect(
      await observe(candidate, session, [{ kind: 'flagged', msAgo: 0, itemId: itemIn(other.session).id }]),
    ).toBeProblem('item-not-in-form');
    expect(await observe(other.candidate, session, seen)).toBeProblem('not-found');
    await observe(candidate, session, [{ kind: 'focus-back', msAgo: 0 }]);

    await expect.poll(() => kindsOf(candidate, session), eventually).toEqual(['focus-back']);
  });

  it('tells the monitor what the device still keeps, and since when', async () => {
    const { candidate, session } = await attest.given.openSession();

    await observe(candidate, session, [{ kind: 'focus-lost', msAgo: 0 }], {
      unsent: { count: 3, oldestMs: 60_000 },
    });
    await observe(candidate, session, [{ kind: 'focus-lost', msAgo: 0 }], {
      unsent: { count: 4, oldestMs: 60_000 },
    });

    const presence = () =>
      attest.rows(
        `SELECT unsent_count, focus_losses, connected,
           round(extract(epoch FROM seen_at - unsent_since))::int AS oldest FROM session_presence`,
      );
    await expect
      .poll(presence, eventually)
      .toEqual([{ unsent_count: 4, focus_losses: 2, connected: true, oldest: 60 }]);
  });

  it('confirms a notice, which is shown no more', async () => {
    const { candidate, session } = await attest.given.openSession();
    const noticeId = '0194a000-0000-7000-8000-000000000001';
    await attest.rows(
      `INSERT INTO session_notices (session_id, id, kind, text, created_at)
       VALUES ($1, $2, 'message', 'Five minutes more.', attest_now())`,
      [session.id, noticeId],
    );

    const before = (await observe(candidate, session, [])).read(SessionChange);
    const after = await observe(candidate, session, [{ kind: 'notice-seen', msAgo: 10, noticeId }]);

    expect(before.notices).toMatchObject([{ id: noticeId, text: 'Five minutes more.' }]);
    expect(after.read(SessionChange)).toMatchObject({ status: 'active', epoch: 1, notices: [] });
    expect(await attest.rows('SELECT seen_at IS NOT NULL AS seen FROM session_notices')).toEqual([
      { seen: true },
    ]);
    await expect.poll(() => kindsOf(candidate, session), eventually).toContain('notice-seen');
  });

  it('is taken ten times a second at most, so that no browser fills the disk', async () => {
    const { candidate, session } = await attest.given.openSession();
    const many = Array.from({ length: 100 }, () => ({ kind: 'focus-lost', msAgo: 0 }) as const);

    for (let requests = 0; requests < 8; requests += 1) await observe(candidate, session, many);

    const count = async () => {
      const [row] = await attest.rows(
        `SELECT count(*)::int AS n FROM session_events WHERE kind = 'focus-lost'`,
      );
      return row?.['n'];
    };
    await expect.poll(count, eventually).toBe(600);
    expect((await attest.stranger.get('//metrics')).text).toMatch(/dropped_session_events_total 200/);
  });
});

describe('answers in the log', () => {
  it('are first or changed, and moving a mark is neither', async () => {
    const { candidate, session } = await attest.given.openSession();
    const one = itemIn(session);

    await save(candidate, session, [respondTo(one, 1)]);
    await save(candidate, session, [{ ...respondTo(one, 2), marks: { flagged: true } }]);
    await save(candidate, session, [respondTo(itemIn(session, 1), 1)]);
    await save(candidate, session, [respondTo(one, 3, 1)]);
    await save(candidate, session, [{ itemId: one.id, revision: 4, value: null }]);

    await expect
      .poll(() => kindsOf(candidate, session), eventually)
      .toEqual(['first-answer', 'first-answer', 'answer-changed', 'answer-changed']);
    const events = await eventsOf(candidate, session);
    expect(events.slice(-4).map(({ facts }) => facts.itemNumber)).toEqual([1, 2, 1, 1]);
    expect(events.at(-1)?.facts.after).toBeNull();
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('are told as well of what the submit carried', async () => {
    const { candidate, session } = await attest.given.openSession();
    await save(candidate, session, [respondTo(itemIn(session), 1)]);

    await candidate.client.post(`/exam-sessions/${session.id}/submit`, {
      epoch: 1,
      responses: [respondTo(itemIn(session), 2, 1), respondTo(itemIn(session, 1), 1)],
    });

    await expect
      .poll(
        async () => (await kindsOf(candidate, session)).filter((kind) => kind.includes('answer')),
        eventually,
      )
      .toEqual(['first-answer', 'answer-changed', 'first-answer']);
    // The outcome comes after the receipt.
    await expect.poll(() => brokenInvariants(attest.databaseUrl), eventually).toEqual([]);
  });

  it('stay first answers once, whichever process stores the next', async () => {
    const { candidate, session } = await attest.given.openSession();
    const one = itemIn(session);
    await save(candidate, session, [respondTo(one, 1)]);
    await expect.poll(() => kindsOf(candidate, session), eventually).toContain('first-answer');
    const second = await startProcess(attest.databaseUrl);
    onTestFinished(second.close);

    await second.as(candidate).put(`/exam-sessions/${session.id}/responses`, {
      epoch: 1,
      responses: [respondTo(one, 2, 1), respondTo(itemIn(session, 1), 1)],
    });

    await expect
      .poll(() => kindsOf(candidate, session), eventually)
      .toEqual(['first-answer', 'answer-changed', 'first-answer']);
  });
});

describe('the buffer of events', () => {
  it('is written when the process stops', async () => {
    const { candidate, session } = await attest.given.openSession();
    const stopping = await startProcess(attest.databaseUrl);
    const client = stopping.as(candidate);
    await client.post(`/exam-sessions/${session.id}/observations`, {
      epoch: 1,
      unsent: nothingUnsent,
      observations: [{ kind: 'second-tab', msAgo: 0 }],
    });

    await stopping.close();

    expect(await kindsOf(candidate, session)).toContain('second-tab');
  });

  it('is written later when the database refuses it now', async () => {
    const { candidate, session } = await attest.given.openSession();
    await attest.rows('ALTER TABLE session_logs RENAME TO session_logs_away');
    await observe(candidate, session, [{ kind: 'focus-lost', msAgo: 0 }]);
    const refused = async () => {
      const [row] = await attest.rows(`SELECT focus_losses FROM session_presence`);
      return row?.['focus_losses'];
    };
    // Presence goes before the events in the same round.
    await expect.poll(refused, eventually).toBe(1);

    await attest.rows('ALTER TABLE session_logs_away RENAME TO session_logs');

    await expect.poll(() => kindsOf(candidate, session), eventually).toContain('focus-lost');
    expect(await brokenInvariants(attest.databaseUrl)).toEqual([]);
  });

  it('drops the oldest signals when it is full, and nothing else', async () => {
    const { candidate, session } = await attest.given.openSession();
    const { app, close } = await startProcess(attest.databaseUrl);
    onTestFinished(close);
    const event = (kind: 'focus-lost' | 'flagged') => ({
      sessionId: ExamSession.shape.id.brand<'ExamSessionId'>().parse(session.id),
      kind,
      actorId: null,
    });

    app
      .get(BufferedEvents, { strict: false })
      .observed([
        event('flagged'),
        ...Array.from({ length: 20_000 }, () => event('focus-lost')),
        event('flagged'),
      ]);

    const counts = () =>
      attest.rows(`SELECT kind, count(*)::int AS n FROM session_events
        WHERE kind IN ('flagged', 'focus-lost') GROUP BY kind ORDER BY kind`);
    await expect.poll(counts, { timeout: 30_000, interval: 100 }).toEqual([
      { kind: 'flagged', n: 2 },
      { kind: 'focus-lost', n: 19_000 },
    ]);
    expect(await kindsOf(candidate, session)).not.toEqual([]);
  }, 40_000);

  it('never waits for a session that waits for it', async () => {
    const { candidate, session } = await attest.given.openSession();
    const flushing = await secondConnection(attest.databaseUrl);
    await flushing.query('BEGIN');
    await flushing.query('SELECT 1 FROM session_logs WHERE session_id = $1 FOR UPDATE', [session.id]);
    const submitted = candidate.client.post(`/exam-sessions/${session.id}/submit`, { epoch: 1 });
    await untilWaiting(attest.databaseUrl, 'attest');

    // The submit holds the session's row by now; an event refers to it.
    await flushing.query(
      `INSERT INTO session_events (session_id, seq, at, kind, body, hash)
       VALUES ($1, 99, attest_now(), 'note', '{}', '')`,
      [session.id],
    );
    await flushing.query('ROLLBACK');

    expect((await submitted).status).toBe(200);
  });
});
