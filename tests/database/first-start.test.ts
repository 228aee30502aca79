import { describe, expect, it, onTestFinished } from 'vitest';
import { DemoAccounts } from '../../apps/api/src/modules/accounts/index.ts';
import { QuestionBankImport } from '../../apps/api/src/modules/exams/index.ts';
import { migrate } from '../../apps/api/src/platform/database/migrate.ts';
import { migrations } from '../../migrations/index.ts';
import { useAttest } from '../support/app.ts';
import { startProcess } from '../support/attest-process.ts';
import { query } from '../support/database.ts';
import { emptyDatabaseBeside } from '../support/empty-server.ts';

const attest = useAttest();

describe('the first start', () => {
  it('may happen in several processes at once', async () => {
    const url = await emptyDatabaseBeside(attest.databaseUrl);

    const ran = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    const [one, other] = await Promise.all([startProcess(url), startProcess(url)]);
    onTestFinished(async () => {
      await one.close();
      await other.close();
    });
    const imports = await Promise.all(
      [one, other].map(({ app }) => app.get(QuestionBankImport, { strict: false }).run({ takeFiles: false })),
    );

    expect(ran.flat()).toEqual(migrations.map(({ name }) => name));
    const done = imports.flatMap(({ certifications }) => certifications);
    expect(done.flatMap(({ conflicts, changed }) => [conflicts.length, changed])).toEqual(Array(8).fill(0));
    const created = done.reduce((sum, certification) => sum + certification.created, 0);
    const [files] = await query<{ count: number }>(url, 'SELECT count(*)::int AS count FROM bank_files');
    expect(created).toBe(files?.count);
    expect(await query(url, 'SELECT item_id FROM item_versions GROUP BY 1 HAVING count(*) > 1')).toEqual([]);
  });

  it('makes the demo accounts once', async () => {
    const { app, close } = await startProcess(attest.databaseUrl);
    onTestFinished(close);
    const demo = app.get(DemoAccounts, { strict: false });

    const first = await demo.makeOnce(null);
    const second = await demo.makeOnce(null);

    expect(first?.emails).toEqual([
      'candidate@attest.test',
      'instructor@attest.test',
      'reviewer1@attest.test',
      'reviewer2@attest.test',
      'admin@attest.test',
    ]);
    expect(first?.password.length).toBeGreaterThanOrEqual(12);
    expect(second).toBeNull();
    const reply = await attest.stranger.post('/sign-in', {
      email: 'instructor@attest.test',
      password: first?.password,
    });
    expect(reply.body).toMatchObject({ roles: ['instructor'] });
  });

  it('makes all demo accounts or none, so that the next start makes them and shows their password', async () => {
    const { app, close } = await startProcess(attest.databaseUrl);
    onTestFinished(close);
    const demo = app.get(DemoAccounts, { strict: false });
    await attest.rows(
      `ALTER TABLE accounts ADD CONSTRAINT no_admin CHECK (email <> 'admin@attest.test') NOT VALID`,
    );
    try {
      await expect(demo.makeOnce(null)).rejects.toThrow('no_admin');
    } finally {
      await attest.rows('ALTER TABLE accounts DROP CONSTRAINT no_admin');
    }

    expect(await attest.rows('SELECT email FROM accounts')).toEqual([]);
    expect((await demo.makeOnce(null))?.emails).toHaveLength(5);
  });
});
