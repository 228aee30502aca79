import { describe, expect, it, onTestFinished } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { bareSession } from '../../../../../tests/support/bare-session.ts';
import { HttpClient } from '../../../../../tests/support/http-client.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';
import { secondConnection } from '../../../../../tests/support/second-connection.ts';

const attest = useAttest({
  environment: { TRUSTED_PROXIES: '127.0.0.1', TRUSTED_NETWORKS: '10.1.0.0/16, fd00::/8' },
});
const addresses = ['//health/live', '//health/ready', '//metrics'];

describe('what operators watch', () => {
  it.each(addresses)('answers this machine: %s', async (path) => {
    expect((await attest.stranger.get(path)).status).toBe(200);
  });

  it.each(['10.1.2.3', '::ffff:10.1.2.3', 'fd12::1', '127.0.0.1', '::1'])(
    'answers the trusted address %s behind the proxy',
    async (address) => {
      for (const path of addresses) expect((await from(address, path)).status).toBe(200);
    },
  );

  it.each(['10.2.2.3', '198.51.100.7', '2001:db8::1', 'unknown', '10.1.2.3:80', '10.1.2.3, 198.51.100.7'])(
    'is not there for %s',
    async (address) => {
      for (const path of addresses) {
        const reply = await from(address, path);
        expect(reply).toBeProblem('not-found');
        expect(detailOf(reply)).toBe(detailOf(await attest.stranger.get('/nowhere')));
      }
    },
  );

  it('counts requests by route and status, and names no one', async () => {
    const { client, email } = await attest.given.candidate();
    await client.get('/me');
    await client.get('/exams/no-such-exam');

    const { text, headers } = await attest.stranger.get('//metrics');

    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toMatch(
      /attest_request_duration_seconds_count\{method="GET",route="\/api\/me",status="200"\} \d/,
    );
    expect(text).toMatch(/route="\/api\/exams\/:examId",status="404"/);
    expect(text).not.toContain(email);
    expect(text).not.toContain('no-such-exam');
  });

  it('tells how long the oldest work has waited', async () => {
    await attest.rows(
      `INSERT INTO outbox (id, kind, payload, created_at, available_at)
       VALUES (gen_random_uuid(), 'exam-session-closed', '{}', attest_now() - interval '90 seconds',
         attest_now() + interval '1 hour')`,
    );
    const process = await startProcess(attest.databaseUrl);
    onTestFinished(process.close);

    const { text } = await new HttpClient(process.url).get('//metrics');

    expect(text).toMatch(/attest_outbox_oldest_seconds 9\d\./);
    expect(text).toMatch(/attest_unscored_oldest_seconds 9\d\./);
    expect(text).toMatch(/attest_unsynced_oldest_seconds 0\n/);
  });

  it('tells the age of the oldest answer that a running browser could not save', async () => {
    const { sessionId } = await bareSession(attest.databaseUrl);
    await attest.rows(
      `INSERT INTO session_presence (session_id, seen_at, connected, unsent_count, unsent_since, focus_losses)
       VALUES ($1, attest_now(), true, 2, attest_now() - interval '75 seconds', 0)`,
      [sessionId],
    );
    const process = await startProcess(attest.databaseUrl);
    onTestFinished(process.close);

    const { text } = await new HttpClient(process.url).get('//metrics');

    expect(text).toMatch(/attest_unsynced_oldest_seconds 7\d\./);
  });

  it('counts sessions whose receipts are wrong, and work that fails', async () => {
    const right = await bareSession(attest.databaseUrl);
    const closedUnseen = await bareSession(attest.databaseUrl);
    const askNew = async () => {
      const process = await startProcess(attest.databaseUrl);
      onTestFinished(process.close);
      return (await new HttpClient(process.url).get('//metrics')).text;
    };
    expect(await askNew()).toMatch(/attest_wrong_receipts 0\n[^]*attest_outbox_failing 0\n/);

    await attest.rows('UPDATE exam_sessions SET closing = 1 WHERE session_id = $1', [closedUnseen.sessionId]);
    await attest.rows(
      `INSERT INTO receipts (session_id, closing, body, digest, created_at) VALUES ($1, 1, '{}', '', attest_now())`,
      [right.sessionId],
    );
    await attest.rows(
      `INSERT INTO outbox (id, kind, payload, created_at, available_at, attempts, last_fault)
       VALUES (gen_random_uuid(), 'exam-session-closed', '{}', attest_now(), attest_now() + interval '1 hour', 1, '-')`,
    );

    expect(await askNew()).toMatch(/attest_wrong_receipts 2\n[^]*attest_outbox_failing 1\n/);
  });

  it('is told even while the database does not answer, without what only the database knows', async () => {
    const { url, close } = await startProcess(attest.databaseUrl);
    onTestFinished(close);
    const holder = await secondConnection(attest.databaseUrl);
    await holder.query('BEGIN; LOCK TABLE session_presence IN ACCESS EXCLUSIVE MODE');

    const { status, text } = await new HttpClient(url).get('//metrics');

    expect(status).toBe(200);
    expect(text).toMatch(/attest_outbox_oldest_seconds Nan/i);
    expect(text).toContain('attest_process_nodejs_eventloop_lag_seconds');
  });
});

describe('readiness', () => {
  it('fails while the clock of the database is moved', async () => {
    await attest.databaseClock.advance(60);

    const reply = await attest.stranger.get('//health/ready');

    expect(reply).toBeProblem('not-ready');
    expect(detailOf(reply)).toContain('attest.time_offset');
  });

  it('fails on a schema older than the program', async () => {
    const [last] = await attest.rows(
      'DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations) RETURNING *',
    );
    try {
      const reply = await attest.stranger.get('//health/ready');

      expect(reply).toBeProblem('not-ready');
      expect(detailOf(reply)).toContain('older than this program');
    } finally {
      await attest.rows('INSERT INTO migrations (id, timestamp, name) VALUES ($1, $2, $3)', [
        last?.['id'],
        last?.['timestamp'],
        last?.['name'],
      ]);
    }
  });

  it('is about this process and its database, whoever asks how often', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => attest.stranger.get('//health/ready')),
    );

    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

function from(address: string, path: string) {
  return attest.stranger.get(path, { headers: { 'x-forwarded-for': address } });
}
