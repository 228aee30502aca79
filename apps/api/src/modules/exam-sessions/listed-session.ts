import type {
  AppliedAccommodation,
  ExamSession,
  ExamSessionId,
  LateAnswers,
  PauseCause,
  SessionMode,
  SessionPause,
  SessionStatus,
} from '@attest/contracts';
import type { SessionState } from '@attest/exam-engine';
import { endsBy, personalWindow, timeRulesSql, type TimeRules } from './personal-time.ts';

/** A session as its candidate reads it, in one row. */
export interface ListedSession {
  readonly id: ExamSessionId;
  readonly examId: string;
  readonly slug: string;
  readonly certification: ExamSession['exam']['certification'];
  readonly title: string;
  readonly mode: SessionMode;
  readonly status: SessionStatus;
  readonly attempt: number;
  readonly itemCount: number;
  /** From the receipt; null while there is none. */
  readonly receivedCount: number | null;
  readonly durationSeconds: number | null;
  readonly bookedAt: Date;
  readonly startedAt: Date | null;
  readonly deadline: Date | null;
  readonly closedAt: Date | null;
  readonly lastSavedAt: Date | null;
  readonly pausedFor: PauseCause | null;
  readonly pausedAt: Date | null;
  readonly pausedUntil: Date | null;
  readonly pauseReason: string | null;
  readonly breakSecondsLeft: number;
  readonly accommodation: AppliedAccommodation | null;
  /** Its instants as PostgreSQL writes them in JSON. */
  readonly late: LateAnswers | null;
  readonly rules: TimeRules;
  readonly now: Date;
}

export const listColumns = `s.session_id AS id, e.id AS "examId", e.slug, e.certification, v.definition->>'title' AS title,
  s.mode, s.status, b.attempt, s.item_count AS "itemCount", (r.body::jsonb->>'answeredCount')::int AS "receivedCount",
  extract(epoch FROM s.time_allowed)::int AS "durationSeconds", s.booked_at AS "bookedAt",
  s.started_at AS "startedAt", s.deadline, s.closed_at AS "closedAt", s.last_saved_at AS "lastSavedAt",
  s.paused_for AS "pausedFor", s.paused_at AS "pausedAt", s.paused_until AS "pausedUntil",
  s.pause_reason AS "pauseReason", b.break_seconds_left AS "breakSecondsLeft", b.accommodation,
  CASE WHEN l.session_id IS NOT NULL THEN jsonb_build_object('receivedAt', l.received_at,
    'decision', l.decision, 'decidedAt', l.decided_at, 'reason', l.reason) END AS late,
  ${timeRulesSql} AS rules, attest_now() AS now`;

export const listTables = `bookings b JOIN exam_sessions s ON s.session_id = b.session_id
  JOIN exam_versions v ON v.id = s.exam_version_id JOIN exams e ON e.id = v.exam_id
  LEFT JOIN receipts r ON r.session_id = s.session_id AND r.closing = s.closing AND s.closed_at IS NOT NULL
  LEFT JOIN late_material l ON l.session_id = s.session_id`;

/** As candidates and staff read it. */
export function pauseOf({
  pausedFor,
  pausedAt,
  pausedUntil,
  pauseReason,
}: Pick<SessionState, 'pausedFor' | 'pausedAt' | 'pausedUntil' | 'pauseReason'>): SessionPause | null {
  if (pausedFor === null || pausedAt === null) return null;
  const until = pausedUntil?.toISOString() ?? null;
  return { cause: pausedFor, reason: pauseReason, since: pausedAt.toISOString(), until };
}

export function toExamSession(row: ListedSession, counts: ReadonlyMap<ExamSessionId, number>): ExamSession {
  const {
    examId,
    slug,
    title,
    certification,
    now,
    late,
    rules,
    bookedAt,
    startedAt,
    deadline,
    closedAt,
    lastSavedAt,
    receivedCount,
    pausedFor,
    pausedAt,
    pausedUntil,
    pauseReason,
    ...rest
  } = row;
  return {
    ...rest,
    answeredCount: receivedCount ?? counts.get(row.id) ?? 0,
    exam: { id: examId, slug, title, certification },
    bookedAt: bookedAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    deadline: deadline?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    lastSavedAt: lastSavedAt?.toISOString() ?? null,
    pause: pauseOf({ pausedFor, pausedAt, pausedUntil, pauseReason }),
    ...windowOfRow({ mode: row.mode, rules, accommodation: row.accommodation, deadline }),
    serverTime: now.toISOString(),
    isOutcomeReady: row.status === 'released',
    lateAnswers: late && lateAnswersOf(late),
  };
}

function lateAnswersOf({ receivedAt, decidedAt, ...decided }: LateAnswers): LateAnswers {
  return { ...decided, receivedAt: isoOf(receivedAt), decidedAt: decidedAt && isoOf(decidedAt) };
}

const isoOf = (instant: string) => new Date(instant).toISOString();

/** Time that staff gave goes beyond any window; where no clock runs, nothing ends. */
function windowOfRow({
  mode,
  rules,
  accommodation,
  deadline,
}: Pick<ListedSession, 'mode' | 'rules' | 'accommodation' | 'deadline'>): Pick<
  ExamSession,
  'opensAt' | 'latestStartAt' | 'endsBy'
> {
  const { opensAt, latestStartAt } = personalWindow(rules, accommodation);
  const end = mode === 'exam' ? endsBy(rules, accommodation) : null;
  const latest = end !== null && deadline !== null && deadline > end ? deadline : end;
  return {
    opensAt: opensAt?.toISOString() ?? null,
    latestStartAt: latestStartAt?.toISOString() ?? null,
    endsBy: latest?.toISOString() ?? null,
  };
}
