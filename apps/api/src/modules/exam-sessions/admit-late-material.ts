import { Injectable } from '@nestjs/common';
import { admitLate } from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { SessionAsRead } from './exam-sessions.repository.ts';
import { OpenLateMaterial, type LateAnswer } from './open-late-material.ts';
import { SessionLedger } from './session-ledger.ts';
import { SessionReceipts } from './session-receipts.ts';
import type { StaffDecision } from './steer-exam-session.ts';

/** Nobody can have answered what was never opened. */
function mayBeOf({ openSection }: SessionAsRead): (answer: LateAnswer) => boolean {
  return ({ itemNo }) => openSection === null || itemNo <= openSection.to;
}

/**
 * Carries out what a person decided on late material; the session's row is taken already. The candidate reads
 * the decision with the session: the exam is closed, and no page waits for a notice.
 */
@Injectable()
export class AdmitLateMaterial {
  constructor(
    private readonly transaction: Transaction,
    private readonly opening: OpenLateMaterial,
    private readonly ledger: SessionLedger,
    private readonly receipts: SessionReceipts,
  ) {}

  /**
   * The only way by which late answers reach a score: those newer than what is stored are stored, and the
   * session ends once more, with a receipt and an outcome of its own.
   *
   * @throws Problem `session-state-conflict` when the session no longer is as its deadline left it
   */
  async admit(session: SessionAsRead, sealed: string, by: StaffDecision): Promise<void> {
    const verdict = admitLate(session);
    if (!verdict.accepted) {
      throw new Problem(verdict.reason, { detail: `The exam session is ${session.status}.` });
    }
    const opened = await this.opening.open(session.sessionId, sealed);
    if (opened === null) {
      throw new Problem('session-state-conflict', {
        detail: 'The late answers cannot be read, so they can only be refused.',
      });
    }
    const stored = await this.store(session, opened.answers.filter(mayBeOf(session)));
    await this.ledger.write({
      before: session,
      after: verdict.session,
      by,
      events: [
        {
          kind: 'late-material-admitted',
          facts: { reason: by.reason, stored, received: opened.answers.length },
        },
      ],
      notice: null,
      audit: 'late-material.admitted',
    });
    await this.receipts.store(verdict.session);
  }

  /** What was stored in time stays as it is. */
  async refuse(session: SessionAsRead, by: StaffDecision): Promise<void> {
    await this.ledger.write({
      before: session,
      after: session,
      by,
      events: [{ kind: 'late-material-refused', facts: { reason: by.reason } }],
      notice: null,
      audit: 'late-material.refused',
    });
  }

  /** The higher revision wins, as in every save. @returns how many were newer */
  private async store({ sessionId, epoch }: SessionAsRead, answers: readonly LateAnswer[]): Promise<number> {
    const stored = await this.transaction.rows(
      `INSERT INTO responses AS r (session_id, item_no, revision, epoch, value, marks, saved_at)
       SELECT $1, t.item_no, t.revision, $2, t.value, t.marks, attest_now()
       FROM unnest($3::smallint[], $4::int[], $5::jsonb[], $6::jsonb[]) AS t(item_no, revision, value, marks)
       ON CONFLICT (session_id, item_no) DO UPDATE
         SET revision = excluded.revision, epoch = excluded.epoch, value = excluded.value,
           marks = excluded.marks, saved_at = excluded.saved_at
         WHERE r.revision < excluded.revision
       RETURNING r.item_no`,
      [
        sessionId,
        epoch,
        answers.map(({ itemNo }) => itemNo),
        answers.map(({ revision }) => revision),
        answers.map(({ value }) => (value === null ? null : JSON.stringify(value))),
        answers.map(({ marks }) => JSON.stringify(marks ?? {})),
      ],
    );
    return stored.length;
  }
}
