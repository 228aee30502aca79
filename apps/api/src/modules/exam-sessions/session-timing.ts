import { Injectable } from '@nestjs/common';
import type {
  AccountId,
  AppliedAccommodation,
  ExamSessionId,
  ExamTerms,
  SessionMode,
} from '@attest/contracts';
import { alwaysOpen, deadlineFrom, whyNotOpen, type NotOpen, type PersonalWindow } from '@attest/exam-engine';
import { canonicalJson } from '@attest/item-bank';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { OwnAccommodationsService } from '../accounts/index.ts';
import type { SessionAsRead } from './exam-sessions.repository.ts';
import {
  endsBy,
  personalTime,
  personalWindow,
  timeRulesSql,
  type PersonalTime,
  type TimeRules,
} from './personal-time.ts';

interface Booked {
  readonly rules: TimeRules;
  readonly applied: AppliedAccommodation | null;
}

/** A session as it is now, and the window its start must obey. */
export interface Settled {
  readonly session: SessionAsRead;
  readonly window: PersonalWindow;
}

/** How long a person has, and from when to when: by the exam and by what is granted to them. */
@Injectable()
export class SessionTiming {
  constructor(
    private readonly transaction: Transaction,
    private readonly accommodations: OwnAccommodationsService,
  ) {}

  /** What a session gets that is booked now. */
  async timeFor(accountId: AccountId, rules: TimeRules, mode: SessionMode): Promise<PersonalTime> {
    const inForce = await this.accommodations.inForceOf([accountId]);
    return personalTime(rules, mode, inForce.get(accountId) ?? null);
  }

  /**
   * Sessions that wait get what is in force now, under their row locks: what was granted after the booking
   * is not lost on the candidate. Any other session keeps its time.
   */
  async settle(sessions: readonly SessionAsRead[]): Promise<Settled[]> {
    const waiting = sessions.filter(({ status }) => status === 'ready');
    const booked = await this.booked(waiting);
    const inForce = await this.accommodations.inForceOf(waiting.map(({ candidateId }) => candidateId));
    const settled: Settled[] = [];
    for (const session of sessions) {
      const booking = booked.get(session.sessionId);
      if (booking === undefined) {
        settled.push({ session, window: alwaysOpen });
        continue;
      }
      const { rules, applied } = booking;
      const time = personalTime(rules, session.mode, inForce.get(session.candidateId) ?? null);
      if (canonicalJson(time.accommodation) !== canonicalJson(applied)) await this.apply(session, time);
      settled.push({
        session: { ...session, durationSeconds: time.allowedSeconds },
        window: personalWindow(rules, time.accommodation),
      });
    }
    return settled;
  }

  async terms(accountId: AccountId, rules: TimeRules): Promise<ExamTerms> {
    const time = await this.timeFor(accountId, rules, 'exam');
    const window = personalWindow(rules, time.accommodation);
    const now = await this.transaction.now();
    const notOpen = whyNotOpen(window, now);
    const deadline = notOpen === null ? deadlineFrom(window, now, time.allowedSeconds) : null;
    return {
      standardSeconds: rules.durationSeconds,
      allowedSeconds: time.allowedSeconds ?? rules.durationSeconds,
      breakSeconds: time.breakSeconds,
      accommodation: time.accommodation,
      opensAt: window.opensAt?.toISOString() ?? null,
      latestStartAt: window.latestStartAt?.toISOString() ?? null,
      endsBy: endsBy(rules, time.accommodation)?.toISOString() ?? null,
      mayStart: notOpen === null,
      isOver: isOver(notOpen),
      deadline: deadline?.toISOString() ?? null,
      serverTime: now.toISOString(),
    };
  }

  /** An attempt that could never be started is not booked. @throws Problem `exam-not-open` */
  async refuseWhenOver(rules: TimeRules): Promise<void> {
    const now = await this.transaction.now();
    const notOpen = whyNotOpen(personalWindow(rules, null), now);
    if (notOpen !== null && isOver(notOpen)) throw examNotOpen(notOpen);
  }

  private async booked(waiting: readonly SessionAsRead[]): Promise<ReadonlyMap<ExamSessionId, Booked>> {
    if (waiting.length === 0) return new Map();
    const rows = await this.transaction.rows<Booked & { sessionId: ExamSessionId }>(
      `SELECT b.session_id AS "sessionId", ${timeRulesSql} AS rules, b.accommodation AS applied
       FROM bookings b JOIN exam_sessions s ON s.session_id = b.session_id
         JOIN exam_versions v ON v.id = s.exam_version_id
       WHERE b.session_id = ANY($1::uuid[])`,
      [waiting.map(({ sessionId }) => sessionId)],
    );
    if (rows.length !== waiting.length) throw new Error('a session that waits has no booking');
    return new Map(rows.map((row) => [row.sessionId, row]));
  }

  private async apply({ sessionId }: SessionAsRead, time: PersonalTime): Promise<void> {
    await this.transaction.rows(
      `UPDATE exam_sessions SET time_allowed = make_interval(secs => $2)
       WHERE session_id = $1 AND status = 'ready'`,
      [sessionId, time.allowedSeconds],
    );
    await this.transaction.rows(
      `UPDATE bookings SET accommodation = $2, break_seconds_left = $3 WHERE session_id = $1`,
      [sessionId, time.accommodation && JSON.stringify(time.accommodation), time.breakSeconds],
    );
  }
}

function isOver(notOpen: NotOpen | null): boolean {
  return notOpen !== null && notOpen.why !== 'opens-later';
}

/** Names the instant that says no. */
export function examNotOpen({ why, bound }: NotOpen): Problem {
  const sentences = {
    'opens-later': 'It opens at',
    'latest-start-over': 'The latest start was at',
    closed: 'It closed at',
  };
  return new Problem('exam-not-open', { detail: `${sentences[why]} ${bound.toISOString()}.` });
}
