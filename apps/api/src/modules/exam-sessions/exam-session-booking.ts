import { Injectable } from '@nestjs/common';
import type { AccountId, BookExamSession, ExamSession, ExamSessionId } from '@attest/contracts';
import { digestOf } from '@attest/item-bank';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { ExamsService, type CurrentExam } from '../exams/index.ts';
import { BookingRow } from './exam-sessions.entity.ts';
import { ExamSessionsRepository } from './exam-sessions.repository.ts';
import { MintExamSession } from './mint-exam-session.ts';
import { SessionTiming } from './session-timing.ts';

interface Bookings {
  readonly count: number;
  readonly lastAt: Date | null;
  /** Booked, assembled and not started: the same request again gets this one. */
  readonly waitingId: ExamSessionId | null;
}

/** @throws Problem `request-malformed` */
export function readIdempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  if (/^[\x21-\x7e]{1,200}$/.test(header)) return header;
  throw new Problem('request-malformed', { detail: '“Idempotency-Key” is 1 to 200 visible characters.' });
}

/** Decides whether somebody gets a session, and which; the session that waits already comes first. */
@Injectable()
export class ExamSessionBooking {
  constructor(
    private readonly transaction: Transaction,
    private readonly exams: ExamsService,
    private readonly sessions: ExamSessionsRepository,
    private readonly timing: SessionTiming,
    private readonly minting: MintExamSession,
  ) {}

  /** @param idempotencyKey the client's name for this request; repeated, it gets the same session */
  async book(person: Person, body: BookExamSession, idempotencyKey: string | null): Promise<ExamSession> {
    const { accountId } = person;
    const exam = await this.exams.get(body.examId);
    if (!exam.definition.modes.includes(body.mode)) {
      throw new Problem('mode-not-offered', {
        detail: `“${exam.definition.title}” is offered in: ${exam.definition.modes.join(', ')}.`,
      });
    }
    const requestHash = digestOf({ examId: exam.id, mode: body.mode });
    const sessionId = await this.transaction.run(async () => {
      await this.oneAtATime(accountId);
      const repeated = await this.repeated(accountId, idempotencyKey, requestHash);
      if (repeated !== null) return repeated;
      const earlier = await this.earlier(accountId, exam, body.mode);
      if (earlier.waitingId !== null) {
        await this.rememberKey(earlier.waitingId, idempotencyKey);
        await this.timing.settle([await this.sessions.lock(earlier.waitingId, { ownedBy: accountId })]);
        return earlier.waitingId;
      }
      refuseWithdrawn(exam);
      await this.timing.refuseWhenOver(exam.definition);
      await this.refuseBeyondAttempts(exam, earlier);
      return this.minting.mint(accountId, exam, body.mode, {
        attempt: earlier.count + 1,
        idempotencyKey,
        requestHash,
      });
    });
    return this.sessions.read(sessionId, accountId);
  }

  /** Bookings of one account queue, whichever process they reach; other accounts do not wait. */
  private async oneAtATime(accountId: AccountId): Promise<void> {
    await this.transaction.rows(`SELECT pg_advisory_xact_lock(hashtextextended($1, 1))`, [accountId]);
  }

  private async repeated(
    accountId: AccountId,
    key: string | null,
    requestHash: string,
  ): Promise<ExamSessionId | null> {
    if (key === null) return null;
    const booking = await this.transaction.manager.findOneBy(BookingRow, { accountId, idempotencyKey: key });
    if (booking === null) return null;
    if (booking.requestHash !== requestHash) throw new Problem('idempotency-key-reused');
    return booking.sessionId;
  }

  /** For a booking made without a key: this request, repeated later, must find it again. */
  private async rememberKey(sessionId: ExamSessionId, key: string | null): Promise<void> {
    await this.transaction.rows(
      `UPDATE bookings SET idempotency_key = $2 WHERE session_id = $1 AND idempotency_key IS NULL`,
      [sessionId, key],
    );
  }

  private async earlier(accountId: AccountId, exam: CurrentExam, mode: string): Promise<Bookings> {
    const [found] = await this.transaction.rows<Bookings>(
      `SELECT count(*)::int AS count, max(b.created_at) AS "lastAt",
         (array_agg(s.session_id) FILTER
           (WHERE s.status = 'ready' AND s.mode = $3 AND s.exam_version_id = $4))[1] AS "waitingId"
       FROM bookings b JOIN exam_sessions s ON s.session_id = b.session_id
       WHERE b.account_id = $1 AND b.exam_id = $2`,
      [accountId, exam.id, mode, exam.versionId],
    );
    return found ?? { count: 0, lastAt: null, waitingId: null };
  }

  private async refuseBeyondAttempts(exam: CurrentExam, { count, lastAt }: Bookings): Promise<void> {
    const { max, waitSeconds } = exam.definition.attempts;
    if (max !== null && count >= max) {
      throw new Problem('attempts-used-up', { detail: `This exam may be taken ${String(max)} times.` });
    }
    if (lastAt === null || waitSeconds === 0) return;
    const next = new Date(lastAt.getTime() + waitSeconds * 1000);
    if ((await this.transaction.now()) < next) {
      throw new Problem('attempts-used-up', {
        detail: `The next attempt can be booked from ${next.toISOString()}.`,
      });
    }
  }
}

/** Who booked before may still sit it. */
function refuseWithdrawn({ isWithdrawn }: CurrentExam): void {
  if (isWithdrawn) throw new Problem('exam-not-open', { detail: 'This exam is not offered any more.' });
}
