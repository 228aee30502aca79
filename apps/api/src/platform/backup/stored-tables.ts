import type { Client } from 'pg';
import type { BackupTable } from './backup-format.ts';

/** The list of migrations is written by the migrations themselves. */
const withoutList = 'migrations';

/** Every table of the product with its columns, each after the tables that its foreign keys lead to. */
export async function storedTables(client: Client): Promise<BackupTable[]> {
  const { rows: tables } = await client.query<BackupTable & { references: string[] }>(
    `SELECT c.relname AS table,
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
       ARRAY(SELECT DISTINCT f.relname::text FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
        WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS "references"
     FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> $1
     ORDER BY c.relname COLLATE "C"`,
    [withoutList],
  );
  const ordered: BackupTable[] = [];
  const waiting = new Map(tables.map((table) => [table.table, table]));
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(
      ({ references }) => !references.some((name) => waiting.has(name)),
    );
    if (ready.length === 0)
      throw new Error(`foreign keys run in a circle: ${[...waiting.keys()].join(', ')}`);
    for (const { table, columns } of ready) {
      waiting.delete(table);
      ordered.push({ table, columns });
    }
  }
  return ordered;
}
