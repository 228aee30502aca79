import type { Asks } from './own-connection.ts';

const required = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/**
 * Settings under which an acknowledged save could vanish with the power, and a moved clock: those of this
 * connection, and those that role or database give to the next one, since saves have connections of their own.
 *
 * @returns one sentence a fault; empty when an acknowledgement can be trusted
 */
export async function durabilityFaults(database: Asks): Promise<readonly string[]> {
  const rows = await database.query<{ name: string }>(
    `SELECT name FROM pg_settings WHERE name = ANY($1) AND setting = 'off'
     UNION SELECT name FROM (
       SELECT DISTINCT ON (1) split_part(entry, '=', 1) AS name, split_part(entry, '=', 2) AS setting
       FROM pg_db_role_setting, unnest(setconfig) AS entry
       WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
         AND setrole IN (0, session_user::regrole)
       ORDER BY 1, (setrole <> 0)::int * 2 + (setdatabase <> 0)::int DESC) AS next
     WHERE name = ANY($1) AND setting = 'off'
     ORDER BY name`,
    [[...required]],
  );
  return rows.map(({ name }) => `The database runs with ${name} = off, so a saved answer could be lost.`);
}

/** Whether someone moved the clock of this database, or of its next connections, which only tests may do. */
export async function isClockMoved(database: Asks): Promise<boolean> {
  const [row] = await database.query<{ moved: boolean }>(
    `SELECT coalesce(nullif(current_setting('attest.time_offset', true), ''), '0')::interval <> interval '0'
       OR EXISTS (SELECT FROM pg_db_role_setting, unnest(setconfig) AS entry
         WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
           AND setrole IN (0, session_user::regrole) AND entry LIKE 'attest.time\\_offset=%'
           AND split_part(entry, '=', 2)::interval <> interval '0') AS moved`,
  );
  return row?.moved ?? false;
}
