import { isRetryable, sqlState } from '../../platform/database/database-errors.ts';
import { Problem } from '../../platform/http/problem.ts';
import { batchOf, isSameHolder, type Save } from './save-batch.ts';
import { isOfStatement, type SaveConnection } from './save-connection.ts';
import type { HeldSession } from './save-statement.ts';

const mostInBatch = 64;
const longestWaitMs = 5_000;
const mostTries = 3;

interface Waiting {
  readonly save: Save;
  readonly sinceMs: number;
  tries: number;
  readonly resolve: (held: HeldSession | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One connection and the saves that wait for it, in the order in which they came. An idle connection
 * saves at once; while it is busy the saves gather, and all that gathered go together.
 */
export class SaveLane {
  private waiting: Waiting[] = [];
  /** Until nothing waits any more. */
  private working: Promise<void> | null = null;
  private patience: NodeJS.Timeout | null = null;

  constructor(
    private readonly connection: SaveConnection,
    /** Told of each group how many saves it holds, and how long the first of them waited. */
    private readonly onBatch: (saves: number, waitedSeconds: number) => void,
  ) {}

  get waitingCount(): number {
    return this.waiting.length;
  }

  /** Resolves after the commit. @returns null when the holder may not save */
  save(save: Save): Promise<HeldSession | null> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ save, sinceMs: performance.now(), tries: 0, resolve, reject });
      this.watchPatience();
      // What arrived in the same turn of the event loop goes along.
      this.working ??= new Promise<void>((begin) => setImmediate(begin)).then(() => this.work());
    });
  }

  /** Everything that waits is still stored. */
  async end(): Promise<void> {
    await this.working;
    if (this.patience !== null) clearTimeout(this.patience);
    await this.connection.end();
  }

  private async work(): Promise<void> {
    for (;;) {
      this.refuseImpatient();
      if (this.waiting.length === 0) break;
      const batch = this.waiting.splice(0, mostInBatch);
      this.onBatch(batch.length, (performance.now() - (batch[0]?.sinceMs ?? 0)) / 1000);
      await this.store(batch);
    }
    this.working = null;
  }

  /** Together, once more together after a deadlock, then each by itself: a bad one fails alone. */
  private async store(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.run(batch);
    } catch (error) {
      if (isRetryable(error) && hasTriesLeft(batch)) await this.store(batch);
      else if (batch.length === 1 || !mayBeOfOneSave(error)) rejectAll(batch, error);
      else for (const waiting of batch) await this.storeAlone(waiting);
    }
  }

  private async storeAlone(waiting: Waiting): Promise<void> {
    if (isImpatient(waiting)) {
      waiting.reject(tooBusy());
      return;
    }
    try {
      await this.run([waiting], { briefly: true });
    } catch (error) {
      if (isRetryable(error) && waiting.tries < mostTries) await this.storeAlone(waiting);
      else waiting.reject(error);
    }
  }

  private async run(batch: readonly Waiting[], options?: { briefly: boolean }): Promise<void> {
    for (const waiting of batch) waiting.tries += 1;
    const together = batchOf(batch.map(({ save }) => save));
    const held = together.answers(await this.connection.save(together.rows, options));
    for (const [at, waiting] of batch.entries()) {
      const answer = held[at] ?? null;
      // Another save of the same holder may be why: each is refused for itself only.
      if (answer === null && hasCompany(waiting, batch)) await this.storeAlone(waiting);
      else waiting.resolve(answer);
    }
  }

  private refuseImpatient(): void {
    while (this.waiting[0] !== undefined && isImpatient(this.waiting[0])) {
      this.waiting.shift()?.reject(tooBusy());
    }
  }

  /** Also while a statement hangs: nobody waits for longer without an answer. */
  private watchPatience(): void {
    const [oldest] = this.waiting;
    if (this.patience !== null || oldest === undefined) return;
    this.patience = setTimeout(
      () => {
        this.patience = null;
        this.refuseImpatient();
        this.watchPatience();
      },
      Math.max(1, oldest.sinceMs + longestWaitMs - performance.now()),
    );
  }
}

export function tooBusy(): Problem {
  return new Problem('overloaded', {
    detail: 'Too many answers are waiting to be stored. Send yours again in a few seconds.',
    retryAfterSeconds: 2,
  });
}

function isImpatient({ sinceMs }: Waiting): boolean {
  return performance.now() - sinceMs > longestWaitMs;
}

/** Together twice: the third try is for each by itself, unless there is only one. */
function hasTriesLeft(batch: readonly Waiting[]): boolean {
  return batch.every(({ tries }) => tries < (batch.length === 1 ? mostTries : mostTries - 1));
}

function hasCompany({ save }: Waiting, batch: readonly Waiting[]): boolean {
  return batch.some((other) => other.save !== save && isSameHolder(other.save[0], save[0]));
}

function rejectAll(batch: readonly Waiting[], error: unknown): void {
  for (const { reject } of batch) reject(error);
}

/** Time-outs and full disks are no fault of a single save, and trying on would only make them worse. */
function mayBeOfOneSave(error: unknown): boolean {
  return isOfStatement(error) && !/^5[37]/.test(sqlState(error) ?? '');
}
