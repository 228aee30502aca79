import { Injectable } from '@nestjs/common';
import { Monitor, type MonitorQuery } from '@attest/contracts';
import type * as z from 'zod';
import { ExamsService } from '../exams/index.ts';
import { MonitoredExams } from './monitored-exams.ts';
import { MonitoredSessions } from './monitored-sessions.ts';

const keptForMs = 1_000;
const mostKept = 100;

interface Kept {
  /** On the process' own steady clock. */
  readonly madeMs: number;
  readonly board: Promise<Written>;
}

/** A board as it is sent, parsed through its contract once for everybody who asks. */
interface Written {
  readonly serverTime: string;
  /** JSON of everything else, without its first brace. */
  readonly rest: string;
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

  /** @returns JSON; @throws Problem `not-found` when there is no such exam */
  async read({ exam }: z.infer<typeof MonitorQuery>): Promise<string> {
    const examId = exam === undefined ? null : (await this.exams.get(exam)).id;
    const key = examId ?? '';
    const known = this.kept.get(key);
    if (known !== undefined && performance.now() - known.madeMs < keptForMs) return asOfNow(known);
    return asOfNow(this.keep(key, this.compose(examId)));
  }

  private async compose(examId: string | null): Promise<Written> {
    const [{ now, ...board }, exams, incidents] = await Promise.all([
      this.sessions.list(examId),
      this.atWork.atWork(),
      this.atWork.incidents(examId),
    ]);
    const written = Monitor.parse({ serverTime: now.toISOString(), ...board, exams, incidents });
    const { serverTime, ...rest } = written;
    return { serverTime, rest: JSON.stringify(rest).slice(1) };
  }

  private keep(key: string, board: Promise<Written>): Kept {
    if (this.kept.size >= mostKept) this.kept.clear();
    const kept = { board, madeMs: performance.now() };
    this.kept.set(key, kept);
    // A fault is shown to those who wait for it, and to nobody after them.
    board.catch(() => this.kept.delete(key));
    return kept;
  }
}

/** The rows may be a second old, the time may not: clocks are set by it. */
async function asOfNow({ board, madeMs }: Kept): Promise<string> {
  const { serverTime, rest } = await board;
  const now = new Date(Date.parse(serverTime) + (performance.now() - madeMs));
  return `{"serverTime":"${now.toISOString()}",${rest}`;
}
