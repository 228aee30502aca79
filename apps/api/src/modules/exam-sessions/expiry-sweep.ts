import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ExamSessionId } from '@attest/contracts';
import { isDatabaseUnavailable } from '../../platform/database/database-errors.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Repeating } from '../../platform/repeating.ts';
import { CloseOverdueSessions } from './close-overdue-sessions.ts';
import { SessionBreaks } from './session-breaks.ts';

const everyMs = 1_000;
const jitterMs = 250;
/** Few enough that the receipts of a group do not keep a save waiting. */
const mostAtOnce = 100;

const isOverdue = `status = 'active' AND deadline < attest_now() AND deadline + grace < attest_now()`;

/** Ends breaks and closes sessions whose time is over, in every process, each second. Whoever comes first closes. */
@Injectable()
export class ExpirySweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ExpirySweep.name);
  private readonly failing = new Set<ExamSessionId>();
  private readonly repeating = new Repeating({
    round: async () => {
      const closed = await this.sweep();
      if (closed > 0) this.logger.log({ closed }, 'exam_sessions_expired');
    },
    pauseMs: () => everyMs + Math.random() * jitterMs,
    onFault: (error) => {
      this.logger.error({ err: error }, 'the expiry sweep failed');
    },
  });

  constructor(
    private readonly transaction: Transaction,
    private readonly close: CloseOverdueSessions,
    private readonly breaks: SessionBreaks,
  ) {}

  onApplicationBootstrap(): void {
    this.repeating.start(0);
  }

  onModuleDestroy(): Promise<void> {
    return this.repeating.stop();
  }

  /** @returns how many sessions were closed here */
  async sweep(): Promise<number> {
    await this.breaks.endThoseOver();
    const retried = await this.closeAgain();
    return retried + (await this.closeOverdue());
  }

  /**
   * Two groups after two groups, until there is none, or other processes are at them: the database works on
   * one while the receipts of the other are made here.
   */
  private async closeOverdue(): Promise<number> {
    let closed = 0;
    while (!this.repeating.isStopping) {
      const ids = await this.overdue();
      const groups = [ids.slice(0, mostAtOnce), ids.slice(mostAtOnce)];
      const closedNow = await Promise.all(groups.map((group) => this.closeTogether(group)));
      closed += sumOf(closedNow);
      if (ids.length < 2 * mostAtOnce || sumOf(closedNow) === 0) break;
    }
    return closed;
  }

  /** What could not be closed is tried by itself, and keeps no other one open. */
  private async closeAgain(): Promise<number> {
    let closed = 0;
    for (const sessionId of [...this.failing]) {
      this.failing.delete(sessionId);
      closed += await this.closeTogether([sessionId]);
    }
    return closed;
  }

  /** A group that cannot be closed is halved until the session that is to blame stands alone. */
  private async closeTogether(ids: readonly ExamSessionId[]): Promise<number> {
    if (ids.length === 0 || this.repeating.isStopping) return 0;
    try {
      return await this.close.close(ids);
    } catch (error) {
      const [first] = ids;
      if (ids.length === 1 && first !== undefined) {
        this.failing.add(first);
        this.logger.error({ err: error, sessionId: first }, 'an exam session could not be closed');
        return 0;
      }
      if (isDatabaseUnavailable(error)) throw error;
      const half = Math.ceil(ids.length / 2);
      return (await this.closeTogether(ids.slice(0, half))) + (await this.closeTogether(ids.slice(half)));
    }
  }

  private async overdue(): Promise<ExamSessionId[]> {
    const rows = await this.transaction.rows<{ sessionId: ExamSessionId }>(
      `SELECT session_id AS "sessionId" FROM exam_sessions
       WHERE ${isOverdue} AND session_id <> ALL($2::uuid[]) ORDER BY deadline LIMIT $1`,
      [2 * mostAtOnce, [...this.failing]],
    );
    return rows.map(({ sessionId }) => sessionId);
  }
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
