import pg from 'pg';
import { query } from './database.ts';

/** Every open connection of this process, whoever opened it: a moved clock must show on all of them. */
const open = new Set<pg.Client>();

const connect: unknown = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'connect')?.value;
if (typeof connect !== 'function') throw new Error('pg.Client has no method connect.');

Object.defineProperty(pg.Client.prototype, 'connect', {
  value: function connectAndRemember(this: pg.Client, ...args: unknown[]): unknown {
    open.add(this);
    this.once('end', () => open.delete(this));
    const connecting: unknown = Reflect.apply(connect, this, args);
    return connecting;
  },
});

/** The one clock of the product, moved. Time goes on from where it was moved to. */
export interface DatabaseClock {
  /**
   * @param instant ISO instant, or a time of day such as "10:00:31", which is in UTC on `day`
   */
  moveTo(instant: string | Date): Promise<void>;
  advance(seconds: number): Promise<void>;
  /** What `attest_now()` says. */
  now(): Promise<Date>;
  /** Back to the real time. */
  reset(): Promise<void>;
}

/** The day of times without a date: tomorrow, so that nothing done before the move lies in the future. */
export function day(): string {
  return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
}

/**
 * Moves the clock of one database through the setting that `attest_now()` reads: new connections, of
 * other processes too, get it from the database, those that are open here are told.
 */
export function clockOf(url: string): DatabaseClock {
  const database = new URL(url).pathname.slice(1);
  const setOffset = async (seconds: number) => {
    const offset = `${String(seconds)} seconds`;
    await query(url, `ALTER DATABASE ${database} SET attest.time_offset = '${offset}'`);
    const told = [...open]
      .filter((client) => client.database === database)
      .map((client) => tell(client, offset));
    await Promise.all(told);
  };
  const now = async () => {
    const [row] = await query<{ now: Date }>(url, 'SELECT attest_now() AS now');
    if (!row) throw new Error('SELECT gave no row.');
    return row.now;
  };
  return {
    now,
    moveTo: (instant) => setOffset((instantOf(instant).getTime() - Date.now()) / 1000),
    advance: async (seconds) => setOffset(((await now()).getTime() - Date.now()) / 1000 + seconds),
    reset: async () => {
      await query(url, `ALTER DATABASE ${database} RESET attest.time_offset`);
      await Promise.all(
        [...open].filter((client) => client.database === database).map((client) => tell(client, '')),
      );
    },
  };
}

async function tell(client: pg.Client, offset: string): Promise<void> {
  try {
    await client.query(`SELECT set_config('attest.time_offset', $1, false)`, [offset]);
  } catch (error) {
    // A connection that is closing needs no clock; any other must not keep the old time.
    const isClosing = error instanceof Error && error.message.startsWith('Client was closed');
    if (open.has(client) && !isClosing) throw error;
  }
}

function instantOf(instant: string | Date): Date {
  if (instant instanceof Date) return instant;
  return new Date(/^\d\d:\d\d/.test(instant) ? `${day()}T${instant}Z` : instant);
}
