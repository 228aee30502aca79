import { Injectable } from '@nestjs/common';
import type { Monitor, MonitorQuery } from '@attest/contracts';
import type * as z from 'zod';
import { ExamsService } from '../exams/index.ts';
import { MonitoredExams } from './monitored-exams.ts';
import { MonitoredSessions } from './monitored-sessions.ts';

const keptForMs = 1_000;
const mostKept = 100;

interface Kept {
  readonly untilMs: number;
  readonly board: Promise<Monitor>;
}

/** The board of live sessions. Everybody who watches the same exam is shown the one of the last second. */
@Injectable()
export class SessionMonitor {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly exams: ExamsService,
    private readonly atWork: MonitoredExams,
    private readonly sessions: MonitoredSessions,
  ) {}

  /** @throws Problem `not-found` when there is no such exam */
  async read({ exam }: z.infer<typeof MonitorQuery>): Promise<Monitor> {
    const examId = exam === undefined ? null : (await this.exams.get(exam)).id;
    const key = examId ?? '';
    const known = this.kept.get(key);
    if (known !== undefined && known.untilMs > performance.now()) return known.board;
    const board = this.compose(examId);
    this.keep(key, board);
    return board;
  }

  private async compose(examId: string | null): Promise<Monitor> {
    const [{ now, ...board }, exams, incidents] = await Promise.all([
      this.sessions.list(examId),
      this.atWork.atWork(),
      this.atWork.incidents(examId),
    ]);
    return { serverTime: now.toISOString(), ...board, exams, incidents };
  }

  private keep(key: string, board: Promise<Monitor>): void {
    if (this.kept.size >= mostKept) this.kept.clear();
    this.kept.set(key, { board, untilMs: performance.now() + keptForMs });
    // A fault is shown to those who wait for it, and to nobody after them.
    board.catch(() => this.kept.delete(key));
  }
}
