import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate, serverTooOld } from '../../apps/api/src/platform/database/migrate.ts';
import { StartupFault } from '../../apps/api/src/platform/startup-fault.ts';
import { migrations } from '../../migrations/index.ts';
import { useAttest } from '../support/app.ts';
import { bareSession } from '../support/bare-session.ts';
import { query } from '../support/database.ts';
import { emptyDatabaseBeside } from '../support/empty-server.ts';
import { secondConnection, untilWaiting } from '../support/second-connection.ts';

const attest = useAttest();
const migrationLock = 7_412_290_001;
/** The last of these changes a table that running exams use. */
const withForms = migrations.slice(0, 1 + migrations.findIndex(({ name }) => name.startsWith('PackedForms')));
const beforeForms = withForms.slice(0, -1);

describe('bringing the database up to date', () => {
  it('waits for another process that does it', async () => {
    const url = await emptyDatabaseBeside(attest.databaseUrl);
    const other = await holdTurn(url);

    const migrating = migrate(url);
    await expect.poll(() => waiting(url)).toBe(1);
    await other.end();

    expect(await migrating).toHaveLength(migrations.length);
  });

  it('says after a while what it has been waiting for', async () => {
    const url = await emptyDatabaseBeside(attest.databaseUrl);
    const other = await holdTurn(url);
    onTestFinished(() => other.end());

    const migrating = migrate(url, { turnMinutes: 0.001 });

    await expect(migrating).rejects.toThrow(StartupFault);
    await expect(migrating).rejects.toThrow(
      /^Another process has been migrating this database for more than/,
    );
  });

  it('waits only briefly for a table that is in use, again and again, and keeps nobody else from it', async () => {
    const url = await emptyDatabaseBeside(attest.databaseUrl);
    await migrate(url, { only: beforeForms });
    const reader = await readForms(url);
    const waitingMigrations = () => untilWaiting(url, 'attest migrations');

    const migrating = migrate(url, { only: withForms });
    await waitingMigrations();
    const begunMs = performance.now();
    await query(url, 'SELECT 1 FROM session_forms');
    const waitedMs = performance.now() - begunMs;
    await waitingMigrations();
    await reader.query('COMMIT');

    expect(waitedMs).toBeLessThan(4_000);
    expect(await migrating).toEqual([withForms.at(-1)?.name]);
  });

  it('gives up in words on a table that is in use all the time', async () => {
    const url = await emptyDatabaseBeside(attest.databaseUrl);
    await migrate(url, { only: beforeForms });
    await readForms(url);

    const migrating = migrate(url, { only: withForms, tries: 2 });

    await expect(migrating).rejects.toThrow(StartupFault);
    await expect(migrating).rejects.toThrow('while others use its tables: start again when it is quieter.');
  });

  it('is refused while exams run, where it is asked to be and there is something to do', async () => {
    const url = await emptyDatabaseBeside(attest.databaseUrl);
    await migrate(url, { only: beforeForms, sparesExams: true });
    await bareSession(url);
    await bareSession(url);
    const sparing = { only: withForms, sparesExams: true };

    await expect(migrate(url, sparing)).rejects.toThrow(
      '2 exams are running, and there are changes to make to the database: ' +
        'migrate when they are over, or add --while-exams-run.',
    );
    await query(url, `UPDATE exam_sessions SET deadline = attest_now() - interval '1 hour'`);

    expect(await migrate(url, sparing)).toHaveLength(1);
    await query(url, `UPDATE exam_sessions SET deadline = attest_now() + interval '1 hour'`);
    expect(await migrate(url, sparing)).toEqual([]);
  });

  it('says which right its user lacks', async () => {
    const url = new URL(await emptyDatabaseBeside(attest.databaseUrl));
    await query(attest.databaseUrl, `CREATE ROLE reader LOGIN PASSWORD 'reader'`);
    onTestFinished(async () => {
      await query(attest.databaseUrl, 'DROP ROLE reader');
    });
    [url.username, url.password] = ['reader', 'reader'];

    const migrating = migrate(url.href);

    await expect(migrating).rejects.toThrow(StartupFault);
    await expect(migrating).rejects.toThrow(
      /^The user “reader” may not make tables in the database “.*”: let it with GRANT CREATE, USAGE ON SCHEMA public TO "reader"/,
    );
  });

  it.each([
    [90_624, 'Attest needs PostgreSQL 15 or newer, and DATABASE_URL leads to PostgreSQL 9.'],
    [140_012, 'Attest needs PostgreSQL 15 or newer, and DATABASE_URL leads to PostgreSQL 14.'],
    [150_000, null],
    [180_004, null],
  ])('judges a server of version %i', (version, sentence) => {
    expect(serverTooOld(version)).toBe(sentence);
  });
});

/** Somebody who reads what that migration changes, until they commit. */
async function readForms(url: string): Promise<pg.Client> {
  const client = await secondConnection(url);
  await client.query('BEGIN; SELECT 1 FROM session_forms');
  return client;
}

/** Somebody else who migrates. */
async function holdTurn(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
  return client;
}

async function waiting(url: string): Promise<number> {
  const rows = await query(
    url,
    `SELECT 1 FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'advisory'`,
  );
  return rows.length;
}
