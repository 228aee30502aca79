import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ExamSessionId } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Metrics } from '../../platform/health/metrics.ts';
import { Repeating } from '../../platform/repeating.ts';
import { CloseExamSession } from './close-exam-session.ts';
import { SessionBreaks } from './session-breaks.ts';

const everyMs = 1_000;
const jitterMs = 250;
const mostAtOnce = 500;

/** Ends breaks and closes sessions whose time is over, in every process, each second. Whoever comes first closes. */
@Injectable()
export class ExpirySweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ExpirySweep.name);
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
    private readonly close: CloseExamSession,
    private readonly breaks: SessionBreaks,
    private readonly metrics: Metrics,
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
    const overdue = await this.transaction.rows<{ sessionId: ExamSessionId; overdueSeconds: number }>(
      `SELECT session_id AS "sessionId",
         extract(epoch FROM attest_now() - deadline - grace)::float8 AS "overdueSeconds"
       FROM exam_sessions
       WHERE status = 'active' AND deadline < attest_now() AND deadline + grace < attest_now()
       ORDER BY deadline LIMIT $1`,
      [mostAtOnce],
    );
    // Before anything is closed: what cannot be closed is what operators must see.
    this.metrics.sweepLag.set(Math.max(0, ...overdue.map(({ overdueSeconds }) => overdueSeconds)));
    let closed = 0;
    for (const { sessionId } of overdue) {
      if (this.repeating.isStopping) break;
      if (await this.expire(sessionId)) closed += 1;
    }
    return closed;
  }

  /** A session that cannot be closed stays for the next sweep, and keeps no other one open. */
  private async expire(sessionId: ExamSessionId): Promise<boolean> {
    try {
      return await this.close.expire(sessionId);
    } catch (error) {
      this.logger.error({ err: error, sessionId }, 'an exam session could not be closed');
      return false;
    }
  }
}
