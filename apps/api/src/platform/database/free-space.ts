import type { DataSource } from 'typeorm';
import { sqlState } from './database-errors.ts';

/** A megabyte, in less memory than that. */
const spillingSort = `
  SELECT count(filler) FROM (
    SELECT n, repeat('-', 2000) AS filler FROM generate_series(1, 500) n ORDER BY n DESC OFFSET 0) AS sorted`;

/**
 * Whether the database can still grow. Reading goes on with a full disk, and for a while so do changes that
 * find room in pages, so a sort is made to need space beside the tables; it is given back at once.
 */
export async function hasFreeSpace(dataSource: DataSource): Promise<boolean> {
  try {
    await dataSource.transaction(async (manager) => {
      await manager.query(`SET LOCAL work_mem = '64kB'`);
      await manager.query(spillingSort);
    });
    return true;
  } catch (error) {
    if (sqlState(error) === '53100') return false;
    throw error;
  }
}
