import { describe, expect, it, onTestFinished } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { HttpClient } from '../../../../../tests/support/http-client.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';

const attest = useAttest();

describe('readiness', () => {
  it('fails on a database that may forget what it has confirmed', async () => {
    const database = new URL(attest.databaseUrl).pathname.slice(1);
    await attest.rows(`ALTER DATABASE ${database} SET synchronous_commit = off`);
    const careless = await startProcess(attest.databaseUrl);
    onTestFinished(() => careless.close());

    const reply = await new HttpClient(careless.url).get('//health/ready');

    expect(reply).toBeProblem('not-ready');
    expect(detailOf(reply)).toContain('synchronous_commit = off');
  });
});
