import { expect, it } from 'vitest';
import { migrationDataSource } from '../../apps/api/src/platform/database/data-source.ts';
import { BankFilesByRecord1763769607000 } from '../../migrations/1763769607000-bank-files-by-record.ts';
import { useAttest } from '../support/app.ts';
import { query } from '../support/database.ts';
import { emptyDatabaseBeside } from '../support/empty-server.ts';

const attest = useAttest();
const migration = new BankFilesByRecord1763769607000();

it('entries of imported files are kept by record; of a file that had moved the last one counts', async () => {
  const url = await emptyDatabaseBeside(attest.databaseUrl);
  await query(
    url,
    `CREATE TABLE bank_files (path text NOT NULL, file_hash text NOT NULL, record_hash text NOT NULL,
       imported_at timestamptz NOT NULL, CONSTRAINT bank_files_pkey PRIMARY KEY (path))`,
  );
  await query(
    url,
    `INSERT INTO bank_files VALUES
       ('caisa/items/a1/caisa-a1-0001.yaml', 'old', 'r', '2026-01-01'),
       ('caisa/items/a2/caisa-a1-0001.yaml', 'new', 'r', '2026-02-01'),
       ('caisa/stimuli/caisa-s-001.yaml', 'f', 'r', '2026-01-01'),
       ('caisa/exams/caisa-short.yaml', 'f', 'r', '2026-01-01')`,
  );

  const dataSource = await migrationDataSource(url).initialize();
  const runner = dataSource.createQueryRunner();
  await migration.up(runner);
  const after = await query(url, 'SELECT kind, record_id, file_hash FROM bank_files ORDER BY kind');
  await migration.down(runner);
  const before = await query(url, 'SELECT path FROM bank_files ORDER BY path');
  await dataSource.destroy();

  expect(after).toEqual([
    { kind: 'exam', record_id: 'caisa-short', file_hash: 'f' },
    { kind: 'item', record_id: 'caisa-a1-0001', file_hash: 'new' },
    { kind: 'stimulus', record_id: 'caisa-s-001', file_hash: 'f' },
  ]);
  expect(before).toEqual([
    { path: 'caisa/exams/caisa-short.yaml' },
    { path: 'caisa/items/a2/caisa-a1-0001.yaml' },
    { path: 'caisa/stimuli/caisa-s-001.yaml' },
  ]);
});
