import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ExamSessionId } from '@attest/contracts';
import { isDatabaseUnavailable } from '../../platform/database/database-errors.ts';
import { OutboxWorker } from '../../platform/outbox/outbox-worker.ts';
import { Repeating } from '../../platform/repeating.ts';
import { CloseOverdueSessions, GroupNotClosed } from './close-overdue-sessions.ts';
import { SessionBreaks } from './session-breaks.ts';

const everyMs = 1_000;
const jitterMs = 250;
/** Few enough that the receipts of a group do not keep a save waiting. */
const mostAtOnce = 100;
const sideBySide = 2;

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
    private readonly close: CloseOverdueSessions,
    private readonly breaks: SessionBreaks,
    private readonly outbox: OutboxWorker,
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

  /** Two at a time: the database works on one group while the receipts of the other are made here. */
  private async closeOverdue(): Promise<number> {
    return sumOf(await Promise.all(Array.from({ length: sideBySide }, () => this.closeGroups())));
  }

  /** Group after group until there is none; those that somebody else is closing are left alone. */
  private async closeGroups(): Promise<number> {
    let closed = 0;
    while (!this.repeating.isStopping) {
      const group = await this.closeGroup();
      closed += group.closed;
      if (group.taken < mostAtOnce || group.closed === 0) break;
      // More are waiting for their receipts: their outcomes can wait longer.
      this.outbox.giveWay();
    }
    return closed;
  }

  private async closeGroup(): Promise<{ taken: number; closed: number }> {
    try {
      const closed = await this.close.closeNext(mostAtOnce, { except: [...this.failing] });
      return { taken: closed, closed };
    } catch (error) {
      if (!(error instanceof GroupNotClosed)) throw error;
      return { taken: error.sessionIds.length, closed: await this.closeApart(error.sessionIds, error.cause) };
    }
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

  private async closeTogether(ids: readonly ExamSessionId[]): Promise<number> {
    if (ids.length === 0 || this.repeating.isStopping) return 0;
    try {
      return await this.close.close(ids);
    } catch (error) {
      return this.closeApart(ids, error);
    }
  }

  /** A group that cannot be closed is halved until the session that is to blame stands alone. */
  private async closeApart(ids: readonly ExamSessionId[], fault: unknown): Promise<number> {
    const [first] = ids;
    if (ids.length === 1 && first !== undefined) {
      this.failing.add(first);
      this.logger.error({ err: fault, sessionId: first }, 'an exam session could not be closed');
      return 0;
    }
    if (isDatabaseUnavailable(fault)) throw fault;
    const half = Math.ceil(ids.length / 2);
    return (await this.closeTogether(ids.slice(0, half))) + (await this.closeTogether(ids.slice(half)));
  }
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
