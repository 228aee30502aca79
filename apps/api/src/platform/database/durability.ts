import type { DataSource } from 'typeorm';

const required = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/**
 * Settings under which an acknowledged save could vanish with the power, and a moved clock.
 *
 * @returns one sentence a fault; empty when an acknowledgement can be trusted
 */
export async function durabilityFaults(dataSource: DataSource): Promise<readonly string[]> {
  const rows: { name: string; setting: string }[] = await dataSource.query(
    `SELECT name, setting FROM pg_settings WHERE name = ANY($1)`,
    [[...required]],
  );
  return rows
    .filter(({ setting }) => setting === 'off')
    .map(({ name }) => `The database runs with ${name} = off, so a saved answer could be lost.`);
}

/** Whether someone moved the clock of this database, which only tests may do. */
export async function isClockMoved(dataSource: DataSource): Promise<boolean> {
  const [row]: { moved: boolean }[] = await dataSource.query(
    `SELECT coalesce(nullif(current_setting('attest.time_offset', true), ''), '0')::interval <> interval '0' AS moved`,
  );
  return row?.moved ?? false;
}
