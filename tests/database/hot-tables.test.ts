import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../support/app.ts';

/**
 * What keeps a later split of the installation by session a matter of configuration: each of these tables can
 * live on the shard of its session.
 */
const hotTables = [
  'exam_sessions',
  'responses',
  'session_events',
  'session_logs',
  'session_forms',
  'session_notices',
  'session_presence',
  'receipts',
  'outcomes',
  'late_material',
  'sealing_keys',
];

/** Small or read mostly: a copy of each can stand on every shard. */
const referenceTables = ['accounts', 'exam_versions', 'forms'];

/** What a save changes; an index on any of them would have to be changed with it. */
const changedBySaves: Readonly<Record<string, readonly string[]>> = {
  exam_sessions: ['last_saved_at'],
  responses: ['revision', 'epoch', 'value', 'marks', 'saved_at'],
  session_presence: ['seen_at', 'connected', 'unsent_count', 'unsent_since', 'focus_losses'],
};

/** Rows that are updated again and again need room beside them. */
const roomy = ['exam_sessions', 'responses'];

const attest = useAttest();

describe('a table that grows with the sessions', () => {
  it('is known to this test when it is keyed by session', async () => {
    const found = await names(
      `SELECT c.relname AS name FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
       WHERE k.contype = 'p' AND a.attname = 'session_id' AND c.relnamespace = 'public'::regnamespace`,
    );

    expect(found).toEqual(hotTables.toSorted());
  });

  it('has session_id first in its primary key, and in every unique key', async () => {
    const wrong = await names(
      `SELECT i.indexrelid::regclass::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'session_id'
       WHERE c.relname = ANY ($1) AND i.indisunique AND CASE WHEN i.indisprimary
         THEN i.indkey[0] <> a.attnum ELSE a.attnum <> ALL (i.indkey::int2[]) END`,
      [hotTables],
    );

    expect(wrong).toEqual([]);
  });

  it('refers to rows of the same session and to small tables only', async () => {
    const wrong = await names(
      `SELECT k.conname AS name FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
       JOIN pg_class f ON f.oid = k.confrelid
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
       WHERE k.contype = 'f' AND c.relname = ANY ($1) AND f.relname <> ALL ($2)
         AND NOT (f.relname = ANY ($1) AND a.attname = 'session_id')`,
      [hotTables, referenceTables],
    );

    expect(wrong).toEqual([]);
  });

  it('has no trigger of ours, no rule, no identity and no default that counts or tells the time', async () => {
    const wrong = await names(
      `SELECT c.relname || ': ' || t.tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       WHERE NOT t.tgisinternal AND c.relname = ANY ($1)
       UNION ALL SELECT tablename || ': ' || rulename FROM pg_rules WHERE tablename = ANY ($1)
       UNION ALL SELECT c.relname || ': ' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
       WHERE c.relname = ANY ($1) AND a.attnum > 0
         AND (a.attidentity <> '' OR a.attgenerated <> '' OR pg_get_expr(d.adbin, d.adrelid) ~ '\\(')`,
      [hotTables],
    );

    expect(wrong).toEqual([]);
  });

  it('gets every value of a new row from the application, or a written one', async () => {
    const wrong = await names(
      `SELECT c.relname || '.' || a.attname AS name FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum
       WHERE c.relname = ANY ($1) AND pg_get_expr(d.adbin, d.adrelid)
         !~ '^(-?[0-9.]+|true|false|NULL|''[^'']*'')(::[a-z ]+(\\[\\])?)?$'`,
      [hotTables],
    );

    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(changedBySaves))(
    'has no index on what a save changes: %s',
    async (table, columns) => {
      const wrong = await names(
        `SELECT DISTINCT i.indexrelid::regclass::text AS name FROM pg_index i
       JOIN pg_depend d ON d.objid = i.indexrelid AND d.refobjid = i.indrelid AND d.refobjsubid > 0
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = d.refobjsubid
       WHERE i.indrelid = $1::regclass AND a.attname = ANY ($2)`,
        [table, columns],
      );
      const known = await names(
        `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attname = ANY ($2)`,
        [table, columns],
      );

      expect(wrong).toEqual([]);
      expect(known).toEqual(columns.toSorted());
    },
  );

  it.each(roomy)('leaves room on its pages for rows that change: %s', async (table) => {
    const [row] = await attest.rows(
      `SELECT (SELECT option_value::int FROM pg_options_to_table(reloptions)
         WHERE option_name = 'fillfactor') AS fillfactor FROM pg_class WHERE oid = $1::regclass`,
      [table],
    );

    expect(row?.['fillfactor']).toBeGreaterThanOrEqual(70);
    expect(row?.['fillfactor']).toBeLessThanOrEqual(80);
  });
});

describe('bookings', () => {
  it('count the attempts of an account by themselves, so that no table of sessions has to', async () => {
    const keys = await names(
      `SELECT string_agg(a.attname, ', ' ORDER BY place) AS name FROM pg_constraint k,
         unnest(k.conkey) WITH ORDINALITY AS key(attnum, place), pg_attribute a
       WHERE k.conrelid = 'bookings'::regclass AND k.contype IN ('p', 'u')
         AND a.attrelid = k.conrelid AND a.attnum = key.attnum
       GROUP BY k.conname`,
    );

    expect(keys).toContain('account_id, exam_id, attempt');
  });
});

describe('a storage option, which some engines refuse,', () => {
  it('has a migration of its own', () => {
    const storing = files('../../migrations').filter(({ text }) => storageOption.test(text));

    expect(storing.map(({ path }) => path)).not.toEqual([]);
    for (const { path, text } of storing)
      expect({ path, other: otherChange.exec(text)?.[0] }).toEqual({ path });
  });
});

describe('SQL of the product', () => {
  it('uses no sequence but that of the list of migrations', async () => {
    expect(await names(`SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public'`)).toEqual([
      'migrations_id_seq',
    ]);
  });

  it.each([
    ['waits for no notification', /\b(?:LISTEN|NOTIFY)\s+[a-z_]+|pg_notify\s*\(/],
    [
      'knows one clock, attest_now()',
      /(?:clock|statement|transaction)_timestamp\s*\(|(?<![\w.])now\(\)(?!:)|\bCURRENT_TIMESTAMP\b/,
    ],
    [
      'leaves ids and chance to the application',
      /gen_random_uuid\s*\(|uuidv\d\s*\(|nextval\s*\(|(?<![.\w])random\s*\(\)/,
    ],
    ['takes no lock that no row stands for', /pg_(?:try_)?advisory_/],
  ])('%s', (rule, pattern) => {
    const using = sources().filter(({ text }) => pattern.test(text));

    expect(using.map(({ path }) => path)).toEqual(allowed[rule] ?? []);
  });
});

const storageOption =
  /fillfactor|autovacuum_|toast_|\bSET STORAGE\b|\bSET COMPRESSION\b|PARTITION BY|TABLESPACE/i;
const otherChange = /\b(?:CREATE|DROP|RENAME|INSERT|UPDATE|DELETE)\b|\b(?:ADD|ALTER) (?:COLUMN|CONSTRAINT)\b/;

/** Each with its reason. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  // A backup is dated by the machine's time, also where tests moved the product's.
  'knows one clock, attest_now()': ['platform/backup/snapshot.ts'],
  // One process at a time migrates, imports, seals; and the bookings of an account queue on the account.
  'takes no lock that no row stands for': [
    'modules/exam-sessions/exam-session-booking.ts',
    'modules/exams/question-bank-import.ts',
    'platform/audit/audit-chain.ts',
    'platform/database/migrate.ts',
  ],
};

/** What runs against the database. */
function sources() {
  return files('../../apps/api/src');
}

function files(path: string): { readonly path: string; readonly text: string }[] {
  const folder = fileURLToPath(new URL(path, import.meta.url));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}

async function names(sql: string, values: readonly unknown[] = []): Promise<string[]> {
  const rows = await attest.rows(sql, values);
  return rows.map(({ name }) => String(name)).toSorted();
}
