import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isRetryable } from './database-errors.ts';

const maximumTries = 3;
/** The winner of a deadlock is to have its rows before the loser asks for them again. */
const stepBackMs = 50;

interface Running {
  readonly manager: EntityManager;
  readonly afterCommit: (() => void)[];
}

/** One storage for all instances: there is one running transaction per chain of calls. */
const running = new AsyncLocalStorage<Running>();

/**
 * The only way to begin a transaction. Repositories find the running one through `manager`; a nested
 * `run` joins it. After a deadlock or serialisation failure the whole function runs again in a new
 * transaction, so it does database work only.
 */
@Injectable()
export class Transaction {
  constructor(private readonly dataSource: DataSource) {}

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (running.getStore() !== undefined) return work();
    return retrying(async () => {
      const afterCommit: (() => void)[] = [];
      const result = await this.dataSource.transaction((manager) =>
        running.run({ manager, afterCommit }, work),
      );
      for (const act of afterCommit) act();
      return result;
    });
  }

  /** Runs `act` once the running transaction has committed; never for one that is rolled back or run again. */
  afterCommit(act: () => void): void {
    const transaction = running.getStore();
    if (transaction === undefined) act();
    else transaction.afterCommit.push(act);
  }

  /**
   * Runs it beside the running transaction, on a connection of its own: what it writes can be read at once and stays,
   * whatever becomes of the other.
   */
  apart<Result>(work: () => Promise<Result>): Promise<Result> {
    return running.exit(work);
  }

  /** The manager of the running transaction, or one that commits each statement by itself. */
  get manager(): EntityManager {
    return running.getStore()?.manager ?? this.dataSource.manager;
  }

  /** Rows of one SQL statement; the caller names their shape. */
  async rows<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const ask = async () => rowsOf(await this.manager.query(sql, [...parameters])) as Row[];
    // By itself a statement is a whole transaction; within one only all of it can be run again.
    return running.getStore() === undefined ? retrying(ask) : ask();
  }

  /** The database's instant, constant within a transaction. */
  async now(): Promise<Date> {
    const [row] = await this.rows<{ now: Date }>('SELECT attest_now() AS now');
    if (row === undefined) throw new Error('the database told no time');
    return row.now;
  }
}

/** Runs it again after a deadlock or a serialisation failure. */
async function retrying<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= maximumTries || !isRetryable(error)) throw error;
    }
    await wait(tries * stepBackMs);
  }
}

/** TypeORM answers UPDATE and DELETE with `[rows, count]`, everything else with rows. */
function rowsOf(result: unknown): unknown {
  if (
    Array.isArray(result) &&
    result.length === 2 &&
    Array.isArray(result[0]) &&
    typeof result[1] === 'number'
  ) {
    const [rows] = result as [unknown, number];
    return rows;
  }
  return result;
}
