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
    onTestFinished(async () => {
      await attest.rows(`ALTER DATABASE ${database} RESET synchronous_commit`);
    });
    const careless = await startProcess(attest.databaseUrl);
    onTestFinished(() => careless.close());

    const reply = await new HttpClient(careless.url).get('//health/ready');

    expect(reply).toBeProblem('not-ready');
    expect(detailOf(reply)).toContain('synchronous_commit = off');
  });

  it.each(['DATABASE', 'ROLE'])(
    'fails as soon as the next connection would forget, by a setting of the %s',
    async (kind) => {
      const own = await roleOfItsOwn();
      const target = `ALTER ${kind} ${kind === 'ROLE' ? own.role : new URL(own.url).pathname.slice(1)}`;
      const careful = await startProcess(own.url);
      onTestFinished(() => careful.close());
      const client = new HttpClient(careful.url);
      expect((await client.get('//health/ready')).status).toBe(200);

      await attest.rows(`${target} SET synchronous_commit = off`);
      const reply = await client.get('//health/ready');
      await attest.rows(`${target} RESET synchronous_commit`);

      expect(reply).toBeProblem('not-ready');
      expect(detailOf(reply)).toContain('synchronous_commit = off');
    },
  );
});

let roles = 0;

/** Roles belong to the whole server, which other tests use at the same time. */
async function roleOfItsOwn(): Promise<{ readonly role: string; readonly url: string }> {
  roles += 1;
  const url = new URL(attest.databaseUrl);
  const role = `careful_${url.pathname.slice(1)}_${String(roles)}`;
  await attest.rows(`CREATE ROLE ${role} SUPERUSER LOGIN PASSWORD '${url.password}'`);
  onTestFinished(async () => {
    await attest.rows(`DROP ROLE ${role}`);
  });
  url.username = role;
  return { role, url: url.href };
}
