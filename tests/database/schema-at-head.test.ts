import { describe, expect, it } from 'vitest';
import { migrate } from '../../apps/api/src/platform/database/migrate.ts';
import { schemaAtHead } from '../../apps/api/src/platform/database/schema-at-head.ts';
import { migrations } from '../../migrations/index.ts';
import { useAttest } from '../support/app.ts';
import { query } from '../support/database.ts';
import { emptyDatabaseBeside } from '../support/empty-server.ts';

const attest = useAttest();

describe('a start that leaves the schema to another job', () => {
  it('waits for that job', async () => {
    const url = await emptyDatabaseBeside(attest.databaseUrl);
    let isThere = false;
    const waiting = schemaAtHead(url).then(() => (isThere = true));

    await migrate(url, { only: migrations.slice(0, -1) });
    expect(isThere).toBe(false);
    await migrate(url);

    await waiting;
  });

  it('takes a schema that the next version has changed already', async () => {
    const url = await emptyDatabaseBeside(attest.databaseUrl);
    await migrate(url);
    await query(url, `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`);

    await expect(schemaAtHead(url, 0)).resolves.toBeUndefined();
  });

  it('gives up in words when nobody brings the schema up to date, and where no database answers', async () => {
    const url = await emptyDatabaseBeside(attest.databaseUrl);

    await expect(schemaAtHead(url, 0)).rejects.toThrow(
      'The schema of the database is older than this program, and MIGRATE_AT_START=no leaves it to another job: ' +
        'run `npm run admin -- migrate` first.',
    );
    await expect(schemaAtHead('postgresql://a:b@127.0.0.1:9/attest', 0)).rejects.toThrow(
      'No database answers at 127.0.0.1:9',
    );
  });
});
