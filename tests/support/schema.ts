import pg from 'pg';

/** One row a line of the description; `place` sorts lines below their table or function. */
const LINES = `
  WITH tables AS (
    SELECT oid, relname, reloptions FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'migrations'
  ), lines AS (
    SELECT 'table ' || relname AS owner, 0 AS part, 0 AS position, '' AS name,
      'table ' || relname || coalesce(' with (' || array_to_string(reloptions, ', ') || ')', '') AS line
    FROM tables
    UNION ALL
    SELECT 'table ' || relname, 1, attnum, attname,
      format('  %s %s%s%s', rpad(attname, 24), format_type(atttypid, atttypmod),
        CASE WHEN attnotnull THEN ' not null' ELSE '' END,
        coalesce(' default ' || pg_get_expr(adbin, adrelid), ''))
    FROM tables JOIN pg_attribute ON attrelid = tables.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    UNION ALL
    -- From version 18 on NOT NULL is a constraint too; it already stands with its column.
    SELECT 'table ' || relname, 2, 0, conname, format('  constraint %s %s', conname, pg_get_constraintdef(c.oid))
    FROM tables JOIN pg_constraint c ON conrelid = tables.oid WHERE contype <> 'n'
    UNION ALL
    SELECT 'table ' || relname, 3, 0, indexrelid::regclass::text, '  ' || pg_get_indexdef(indexrelid)
    FROM tables JOIN pg_index ON indrelid = tables.oid
    WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND conrelid = indrelid)
    UNION ALL
    SELECT 'table ' || relname, 4, 0, tgname, '  ' || pg_get_triggerdef(t.oid)
    FROM tables JOIN pg_trigger t ON tgrelid = tables.oid WHERE NOT tgisinternal
    UNION ALL
    SELECT 'view ' || viewname, 0, 0, '', format('view %s as%s%s', viewname, chr(10), definition)
    FROM pg_views WHERE schemaname = 'public'
    UNION ALL
    SELECT 'sequence ' || sequencename, 0, 0, '', 'sequence ' || sequencename
    FROM pg_sequences WHERE schemaname = 'public' AND sequencename <> 'migrations_id_seq'
    UNION ALL
    SELECT 'function ' || p.oid::regprocedure, 0, 0, '', trim(trailing chr(10) FROM pg_get_functiondef(p.oid))
    FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'type ' || typname, 0, 0, '', 'type ' || typname FROM pg_type
    WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd', 'r')
  )
  SELECT owner, line FROM lines ORDER BY owner COLLATE "C", part, position, name COLLATE "C"`;

interface Line {
  readonly owner: string;
  readonly line: string;
}

/**
 * The whole schema in words a database administrator can read, the same on every PostgreSQL version.
 *
 * @returns empty for an empty database; the list of migrations itself is left out
 */
export async function describeSchema(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Line>(LINES);
    const owners = Map.groupBy(rows, ({ owner }) => owner);
    const parts = [...owners.values()].map((lines) => lines.map(({ line }) => line).join('\n'));
    return parts.map((part) => `${part}\n`).join('\n');
  } finally {
    await client.end();
  }
}
