import { Injectable } from '@nestjs/common';
import type { AccountId } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';
import type { SessionAsRead } from './exam-sessions.repository.ts';

export interface ExamStop {
  readonly id: string;
  readonly openedBy: AccountId;
  readonly reason: string;
}

type Stoppable = Pick<SessionAsRead, 'examVersionId' | 'mode'>;

/** Whether an exam is stopped for everyone at present. */
@Injectable()
export class ExamStops {
  constructor(private readonly transaction: Transaction) {}

  /** Study and drills go on: nobody watches over them. */
  async of({ examVersionId, mode }: Stoppable): Promise<ExamStop | null> {
    if (mode !== 'exam') return null;
    const [stop] = await this.transaction.rows<ExamStop>(
      `SELECT i.id, i.opened_by AS "openedBy", i.reason
       FROM exam_incidents i JOIN exam_versions v ON v.exam_id = i.exam_id
       WHERE v.id = $1 AND i.closed_at IS NULL`,
      [examVersionId],
    );
    return stop ?? null;
  }

  /** The versions among theirs that nobody may start at present. */
  async among(sessions: readonly Stoppable[]): Promise<ReadonlySet<string>> {
    const exams = sessions.filter(({ mode }) => mode === 'exam');
    if (exams.length === 0) return new Set();
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT v.id FROM exam_incidents i JOIN exam_versions v ON v.exam_id = i.exam_id
       WHERE v.id = ANY($1::uuid[]) AND i.closed_at IS NULL`,
      [[...new Set(exams.map(({ examVersionId }) => examVersionId))]],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
