import { Injectable } from '@nestjs/common';
import type { AccountId } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
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

  /** @throws Problem `exam-stopped` */
  async refuseStart(session: Stoppable): Promise<void> {
    if ((await this.of(session)) !== null) throw new Problem('exam-stopped');
  }
}
