import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate, serverTooOld } from '../../apps/api/src/platform/database/migrate.ts';
import { StartupFault } from '../../apps/api/src/platform/startup-fault.ts';
import { migrations } from '../../migrations/index.ts';
import { useAttest } from '../support/app.ts';
import { query } from '../support/database.ts';
import { emptyDatabaseBeside } from '../support/empty-server.ts';

const attest = useAttest();
const migrationLock = 7_412_290_001;

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
