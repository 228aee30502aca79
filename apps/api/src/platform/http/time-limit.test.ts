import { once } from 'node:events';
import { fastify } from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { TcpProxy } from '../../../../../tests/fault/support/tcp-proxy.ts';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { Reply } from '../../../../../tests/support/http-client.ts';
import { limitTime } from './time-limit.ts';

const attest = useAttest();

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

it('requests end within ten seconds while the database is silent, and go on by themselves afterwards', async () => {
  const person = await attest.given.candidate();
  const cable = await TcpProxy.before(Number(new URL(attest.databaseUrl).port));
  onTestFinished(() => cable.close());
  const behind = new URL(attest.databaseUrl);
  behind.port = String(cable.port);
  const process = await startProcess(behind.href, { PUBLIC_URL: attest.url });
  onTestFinished(process.close);
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
});
