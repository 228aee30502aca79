import { sqlState } from './database-errors.ts';
import type { Asks } from './own-connection.ts';

/** A megabyte, in less memory than that; the statements are one transaction, so the setting goes with them. */
const spillingSort = `
  SET LOCAL work_mem = '64kB';
  SELECT count(filler) FROM (
    SELECT n, repeat('-', 2000) AS filler FROM generate_series(1, 500) n ORDER BY n DESC OFFSET 0) AS sorted`;

/** Balancers ask each second; a disk does not fill or empty that fast. */
const keptForMs = 10_000;

/**
 * Whether the database can still grow. Reading goes on with a full disk, and for a while so do changes that
 * find room in pages, so a sort is made to need space beside the tables; it is given back at once.
 */
export class FreeSpace {
  private kept: { readonly isThere: boolean; readonly untilMs: number } | null = null;

  constructor(private readonly database: Asks) {}

  async isThere(): Promise<boolean> {
    if (this.kept === null || this.kept.untilMs < performance.now()) {
      const isThere = await this.look();
      this.kept = { isThere, untilMs: performance.now() + keptForMs };
    }
    return this.kept.isThere;
  }

  private async look(): Promise<boolean> {
    try {
      await this.database.query(spillingSort);
      return true;
    } catch (error) {
      if (sqlState(error) === '53100') return false;
      throw error;
    }
  }
}
