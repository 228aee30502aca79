import { Injectable } from '@nestjs/common';
import type { AccountId, DecideLateMaterial, ExamSessionId, ListedLateMaterial } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';

export interface LateMaterialListing {
  readonly isDecided: boolean;
  /** Lists what came after this one: those undecided from the oldest on, the others from the newest. */
  readonly after: { readonly receivedAt: string; readonly sessionId: string } | null;
  readonly limit: number;
}

type Found = Omit<ListedLateMaterial, 'deadline' | 'receivedAt' | 'decidedAt' | 'sessionId'> & {
  readonly sessionId: ExamSessionId;
  readonly deadline: Date | null;
  readonly receivedAt: Date;
  readonly decidedAt: Date | null;
};

const listed = `SELECT l.session_id AS "sessionId", p.display_name AS "candidateName",
    v.definition->>'title' AS "examTitle", s.deadline, l.received_at AS "receivedAt", l.digest, l.decision,
    l.decided_at AS "decidedAt", d.display_name AS "decidedBy", l.reason
  FROM late_material l JOIN exam_sessions s ON s.session_id = l.session_id
    JOIN accounts p ON p.id = s.candidate_id JOIN exam_versions v ON v.id = s.exam_version_id
    LEFT JOIN accounts d ON d.id = l.decided_by`;

@Injectable()
export class LateMaterialRepository {
  constructor(private readonly transaction: Transaction) {}

  async list({ isDecided, after, limit }: LateMaterialListing): Promise<ListedLateMaterial[]> {
    const [comes, order] = isDecided ? ['<', 'DESC'] : ['>', 'ASC'];
    const rows = await this.transaction.rows<Found>(
      `${listed} WHERE (l.decision IS NOT NULL) = $1
         AND ($2::timestamptz IS NULL OR (l.received_at, l.session_id) ${comes} ($2, $3::uuid))
       ORDER BY l.received_at ${order}, l.session_id ${order} LIMIT $4`,
      [isDecided, after?.receivedAt ?? null, after?.sessionId ?? null, limit],
    );
    return rows.map(toListed);
  }

  /** @throws Problem `not-found` */
  async read(sessionId: ExamSessionId): Promise<ListedLateMaterial> {
    const [row] = await this.transaction.rows<Found>(`${listed} WHERE l.session_id = $1`, [sessionId]);
    if (row === undefined) throw noLateMaterial();
    return toListed(row);
  }

  /** As it came. @throws Problem `not-found` */
  async sealed(sessionId: ExamSessionId): Promise<string> {
    const [row] = await this.transaction.rows<{ sealed: string }>(
      `SELECT sealed FROM late_material WHERE session_id = $1`,
      [sessionId],
    );
    if (row === undefined) throw noLateMaterial();
    return row.sealed;
  }

  /** Whoever comes second finds it decided. @throws Problem `decision-taken-already` */
  async decide(
    sessionId: ExamSessionId,
    { decision, reason }: DecideLateMaterial,
    decidedBy: AccountId,
  ): Promise<void> {
    const decided = await this.transaction.rows(
      `UPDATE late_material SET decision = $2, reason = $3, decided_by = $4, decided_at = attest_now()
       WHERE session_id = $1 AND decision IS NULL RETURNING session_id`,
      [sessionId, decision, reason, decidedBy],
    );
    if (decided.length === 0) throw new Problem('decision-taken-already');
  }
}

function noLateMaterial(): Problem {
  return new Problem('not-found', { detail: 'No late answers came for such an exam session.' });
}

function toListed({ deadline, receivedAt, decidedAt, ...row }: Found): ListedLateMaterial {
  return {
    ...row,
    deadline: deadline?.toISOString() ?? null,
    receivedAt: receivedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}
