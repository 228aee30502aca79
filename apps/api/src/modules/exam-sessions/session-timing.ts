import { Injectable } from '@nestjs/common';
import type { AccountId, AppliedAccommodation, ExamTerms, SessionMode } from '@attest/contracts';
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

interface Waiting extends TimeRules {
  readonly applied: AppliedAccommodation | null;
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
    return personalTime(rules, mode, await this.accommodations.inForce(accountId));
  }

  /**
   * A session that waits gets what is in force now, under its row lock: what was granted after the booking
   * is not lost on the candidate. Any other session keeps its time.
   *
   * @returns the session as it is now, and the window its start must obey
   */
  async settle(session: SessionAsRead): Promise<{ session: SessionAsRead; window: PersonalWindow }> {
    if (session.status !== 'ready') return { session, window: alwaysOpen };
    const { applied, ...rules } = await this.waiting(session);
    const time = await this.timeFor(session.candidateId, rules, session.mode);
    if (canonicalJson(time.accommodation) !== canonicalJson(applied)) await this.apply(session, time);
    return {
      session: { ...session, durationSeconds: time.allowedSeconds },
      window: personalWindow(rules, time.accommodation),
    };
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

  private async waiting({ sessionId }: SessionAsRead): Promise<Waiting> {
    const [row] = await this.transaction.rows<{ rules: TimeRules; applied: AppliedAccommodation | null }>(
      `SELECT ${timeRulesSql} AS rules, b.accommodation AS applied
       FROM bookings b JOIN exam_sessions s ON s.session_id = b.session_id
         JOIN exam_versions v ON v.id = s.exam_version_id
       WHERE b.session_id = $1`,
      [sessionId],
    );
    if (row === undefined) throw new Error(`session ${sessionId} has no booking`);
    return { ...row.rules, applied: row.applied };
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
