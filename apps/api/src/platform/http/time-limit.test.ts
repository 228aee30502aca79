import { once } from 'node:events';
import { ResponsesReceipt, type RunningSession } from '@attest/contracts';
import { fastify } from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { TcpProxy } from '../../../../../tests/fault/support/tcp-proxy.ts';
import { respondTo, storedResponses } from '../../../../../tests/support/answers.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { bankTables, provideBank } from '../../../../../tests/support/bank.ts';
import { startProcess, type AttestProcess } from '../../../../../tests/support/attest-process.ts';
import { HttpClient, Reply } from '../../../../../tests/support/http-client.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';
import { limitTime } from './time-limit.ts';

const attest = useAttest({ prepare: provideBank, keptTables: bankTables });

it('whoever waits too long is told to come again, and what is finished later harms nothing', async () => {
  const server = fastify();
  limitTime(server, 50);
  const late = new AbortController();
  server.get('/slow', async () => {
    await once(late.signal, 'abort');
    return 'too late';
  });
  server.get('/quick', () => 'at once');
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => server.close());

  const slow = await fetch(`${url}/slow`);
  late.abort();
  const quick = await fetch(`${url}/quick`);

  expect(slow.status).toBe(503);
  expect(slow.headers.get('retry-after')).toBe('5');
  expect(await slow.json()).toMatchObject({ type: 'urn:attest:problem:overloaded' });
  expect(await quick.text()).toBe('at once');
});

it(
  'requests end within ten seconds while the database is silent, and go on by themselves afterwards',
  { timeout: 60_000 },
  async () => {
    const person = await attest.given.candidate();
    const { cable, process } = await processBehindCable();
    const client = process.as(person);
    expect((await client.get('/me')).status).toBe(200);

    cable.goDark();
    const begunMs = performance.now();
    const replies = await Promise.all(['/me', '/exams', '/exam-sessions'].map((path) => client.get(path)));
    const tookMs = performance.now() - begunMs;
    cable.goLight();

    for (const reply of replies) {
      expect(reply).toBeInstanceOf(Reply);
      expect(reply).toBeProblem('overloaded');
    }
    expect(tookMs).toBeLessThan(11_500);
    await expect.poll(async () => (await client.get('/me')).status, { timeout: 15_000 }).toBe(200);
  },
);

it(
  'a save ends within ten seconds, however many of its steps are slow, and may be stored all the same',
  { timeout: 60_000 },
  async () => {
    const { candidate, session } = await attest.given.openSession();
    const other = await attest.given.openSession();
    const process = await startProcess(attest.databaseUrl, { PUBLIC_URL: attest.url });
    onTestFinished(process.close);
    const bodyFor = ({ form }: RunningSession) => ({ epoch: 1, responses: [respondTo(form.items[0])] });
    const path = ({ id }: RunningSession) => `/exam-sessions/${id}/responses`;
    // Its first success opens the short way; the other client's sign-in and form have to be looked up still.
    expect((await process.as(other.candidate).put(path(other.session), bodyFor(other.session))).status).toBe(
      200,
    );
    const client = new HttpClient(process.url, { origin: attest.url });
    await client.post('/sign-in', { email: candidate.email, password: candidate.password });

    const { late, tookMs } = await whileSlow(async () => {
      const begunMs = performance.now();
      return { late: await client.put(path(session), bodyFor(session)), tookMs: performance.now() - begunMs };
    });

    expect(late).toBeProblem('overloaded');
    expect(late.headers.get('retry-after')).toBe('5');
    expect(detailOf(late)).toContain('may have been stored all the same');
    expect(tookMs).toBeLessThan(11_000);
    await expect
      .poll(() => storedResponses(attest.databaseUrl, session.id), { timeout: 10_000 })
      .toMatchObject([{ item_no: 1, revision: 1 }]);
    const { accepted } = (await client.put(path(session), bodyFor(session))).read(ResponsesReceipt);
    expect(accepted).toEqual([[session.form.items[0]?.id, 1]]);
  },
);

/** Four seconds each for whoever reads a sign-in, reads a form, or stores an answer: less than any bound of one step. */
async function whileSlow<Result>(ask: () => Promise<Result>): Promise<Result> {
  const tables = ['sign_ins', 'session_forms'];
  for (const table of tables) {
    await attest.rows(`ALTER TABLE ${table} RENAME TO ${table}_away`);
    await attest.rows(`CREATE VIEW ${table} AS SELECT t.* FROM ${table}_away t, pg_sleep(4)`);
  }
  await attest.rows(
    `CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN PERFORM pg_sleep(4); RETURN NULL; END $$`,
  );
  await attest.rows(
    'CREATE TRIGGER slowly AFTER INSERT ON responses FOR EACH STATEMENT EXECUTE FUNCTION slowly()',
  );
  try {
    return await ask();
  } finally {
    await attest.rows('DROP FUNCTION slowly CASCADE');
    for (const table of tables) {
      await attest.rows(`DROP VIEW ${table}`);
      await attest.rows(`ALTER TABLE ${table}_away RENAME TO ${table}`);
    }
  }
}

async function processBehindCable(): Promise<{ cable: TcpProxy; process: AttestProcess }> {
  const cable = await TcpProxy.before(Number(new URL(attest.databaseUrl).port));
  onTestFinished(() => cable.close());
  const behind = new URL(attest.databaseUrl);
  behind.port = String(cable.port);
  const process = await startProcess(behind.href, { PUBLIC_URL: attest.url });
  onTestFinished(process.close);
  return { cable, process };
}
