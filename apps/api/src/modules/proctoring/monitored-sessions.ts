import { Injectable } from '@nestjs/common';
import type {
  ExamSessionId,
  MonitoredSession,
  PauseCause,
  SessionNotice,
  SessionProposal,
} from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { AnsweredCounts, pauseOf } from '../exam-sessions/index.ts';
import { byNeed, heardOf, isConnected, phaseOf, type Phase, type WatchedSession } from './session-need.ts';

const mostListed = 1_000;
/** More than one installation has running at once; a bound, not a page. */
const mostWatched = 20_000;

/** Drills and study are nobody's to watch. */
const watched = `s.mode = 'exam' AND (s.booked_at > attest_now() - interval '48 hours'
  OR s.status IN ('booked', 'ready', 'active', 'paused'))`;

/** A save after the browser's word carried what it had kept. */
const isUnsent = '(p.seen_at >= s.last_saved_at OR s.last_saved_at IS NULL) AND p.unsent_count > 0';

const needColumns = `s.session_id AS id, s.status, s.booked_at AS "bookedAt", s.started_at AS "startedAt",
  s.deadline, s.closed_at AS "closedAt", s.last_saved_at AS "lastSavedAt", p.seen_at AS "seenAt",
  p.connected, CASE WHEN ${isUnsent} THEN p.unsent_count ELSE 0 END AS "unsentCount",
  CASE WHEN ${isUnsent} THEN p.unsent_since END AS "unsentSince",
  q.action IS NOT NULL AS "hasProposal", attest_now() AS "readAt"`;
const needTables = `exam_sessions s LEFT JOIN session_presence p ON p.session_id = s.session_id
  LEFT JOIN session_proposals q ON q.session_id = s.session_id AND q.decision IS NULL`;

interface NeedRow extends WatchedSession {
  readonly readAt: Date;
}

interface SessionRow extends NeedRow {
  readonly candidateId: string;
  readonly displayName: string;
  readonly examId: string;
  readonly slug: string;
  readonly title: string;
  readonly itemCount: number;
  readonly closing: number;
  readonly pausedFor: PauseCause | null;
  readonly pausedAt: Date | null;
  readonly pausedUntil: Date | null;
  readonly pauseReason: string | null;
  readonly focusLosses: number;
  readonly noteCount: number;
  readonly hasAccommodation: boolean;
  readonly proposal: SessionProposal['action'] | null;
  readonly noticeId: string | null;
  readonly noticeKind: SessionNotice['kind'] | null;
  readonly noticeSeconds: number | null;
  readonly noticeText: string | null;
  readonly noticeAt: Date | null;
  readonly noticeSeenAt: Date | null;
}

export interface Board {
  readonly now: Date;
  readonly summary: Readonly<Record<Phase, number>>;
  readonly sessions: MonitoredSession[];
  readonly unlisted: number;
}

/** Exam sessions as those see them who watch over them. */
@Injectable()
export class MonitoredSessions {
  constructor(
    private readonly transaction: Transaction,
    private readonly counts: AnsweredCounts,
  ) {}

  /** @param examId null: of every exam */
  async list(examId: string | null): Promise<Board> {
    const found = await this.transaction.rows<NeedRow>(
      `SELECT ${needColumns} FROM ${needTables}
       WHERE ${watched} AND ($1::uuid IS NULL
         OR s.exam_version_id IN (SELECT id FROM exam_versions WHERE exam_id = $1))
       ORDER BY s.booked_at DESC LIMIT $2`,
      [examId, mostWatched],
    );
    const now = found[0]?.readAt ?? (await this.transaction.now());
    const summary = { waiting: 0, working: 0, reconnecting: 0, paused: 0, finished: 0 };
    for (const session of found) summary[phaseOf(session, now)] += 1;
    const ids = byNeed(found, now)
      .slice(0, mostListed)
      .map(({ id }) => id);
    return { now, summary, sessions: await this.inOrder(ids), unlisted: found.length - ids.length };
  }

  /** @throws Problem `not-found` */
  async one(sessionId: ExamSessionId): Promise<MonitoredSession> {
    const [session] = await this.inOrder([sessionId]);
    if (session === undefined) throw new Problem('not-found', { detail: 'There is no such exam session.' });
    return session;
  }

  private async inOrder(ids: readonly ExamSessionId[]): Promise<MonitoredSession[]> {
    if (ids.length === 0) return [];
    const rows = await this.transaction.rows<SessionRow>(sessionsById, [ids]);
    const counts = await this.counts.of(rows);
    return rows.map((row) => toMonitored(row, counts.get(row.id) ?? 0));
  }
}

const sessionsById = `SELECT ${needColumns}, q.action AS proposal, s.candidate_id AS "candidateId",
    a.display_name AS "displayName", e.id AS "examId", e.slug, v.definition->>'title' AS title,
    s.item_count AS "itemCount", s.closing, s.paused_for AS "pausedFor", s.paused_at AS "pausedAt",
    s.paused_until AS "pausedUntil", s.pause_reason AS "pauseReason",
    coalesce(p.focus_losses, 0) AS "focusLosses", b.accommodation IS NOT NULL AS "hasAccommodation",
    (SELECT count(*)::int FROM session_events n
      WHERE n.session_id = s.session_id AND n.kind = 'note') AS "noteCount",
    t.id AS "noticeId", t.kind AS "noticeKind", t.seconds AS "noticeSeconds", t.text AS "noticeText",
    t.created_at AS "noticeAt", t.seen_at AS "noticeSeenAt"
  FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted(id, place)
  JOIN (${needTables}) ON s.session_id = wanted.id
  JOIN bookings b ON b.session_id = s.session_id JOIN accounts a ON a.id = s.candidate_id
  JOIN exam_versions v ON v.id = s.exam_version_id JOIN exams e ON e.id = v.exam_id
  LEFT JOIN LATERAL (SELECT * FROM session_notices n WHERE n.session_id = s.session_id
    ORDER BY n.id DESC LIMIT 1) t ON true
  ORDER BY wanted.place`;

function toMonitored(row: SessionRow, answeredCount: number): MonitoredSession {
  return {
    id: row.id,
    candidate: { id: row.candidateId, displayName: row.displayName },
    exam: { id: row.examId, slug: row.slug, title: row.title },
    status: row.status,
    itemCount: row.itemCount,
    answeredCount,
    startedAt: row.startedAt?.toISOString() ?? null,
    deadline: row.deadline?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    lastSavedAt: row.lastSavedAt?.toISOString() ?? null,
    pause: pauseOf(row),
    seenAt: heardOf(row)?.toISOString() ?? null,
    isConnected: isConnected(row, row.readAt),
    unsentCount: row.unsentCount,
    unsentSince: row.unsentSince?.toISOString() ?? null,
    focusLosses: row.focusLosses,
    noteCount: row.noteCount,
    hasAccommodation: row.hasAccommodation,
    proposal: row.proposal,
    lastNotice: noticeOf(row),
  };
}

function noticeOf(row: SessionRow): MonitoredSession['lastNotice'] {
  const { noticeId, noticeKind, noticeAt, noticeSeconds, noticeText, noticeSeenAt } = row;
  if (noticeId === null || noticeKind === null || noticeAt === null) return null;
  return {
    id: noticeId,
    kind: noticeKind,
    seconds: noticeSeconds,
    text: noticeText,
    at: noticeAt.toISOString(),
    seenAt: noticeSeenAt?.toISOString() ?? null,
  };
}
