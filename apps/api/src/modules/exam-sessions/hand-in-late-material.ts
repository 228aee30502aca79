import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ExamSessionId, LateMaterial, LateMaterialReceipt } from '@attest/contracts';
import { mayHandInLate } from '@attest/exam-engine';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { ExamSessionsRepository } from './exam-sessions.repository.ts';
import { SessionLog } from './session-log.ts';

interface Taken {
  readonly digest: string;
  readonly receivedAt: Date;
}

/** Takes, once for each session, what the deadline cut off. Nobody looks into it here. */
@Injectable()
export class HandInLateMaterial {
  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: ExamSessionsRepository,
    private readonly log: SessionLog,
  ) {}

  /** A repeat gets the same receipt. @throws Problem `late-material-not-taken` */
  handIn(person: Person, sessionId: ExamSessionId, { sealed }: LateMaterial): Promise<LateMaterialReceipt> {
    const digest = createHash('sha256').update(sealed).digest('hex');
    return this.transaction.run(async () => {
      const session = await this.sessions.lock(sessionId, { ownedBy: person.accountId });
      const taken = await this.taken(sessionId);
      if (taken !== null) return receiptOf(taken, digest);
      if (!mayHandInLate(session, session.readAt)) throw new Problem('late-material-not-taken');
      await this.transaction.rows(
        `INSERT INTO late_material (session_id, sealed, digest, received_at) VALUES ($1, $2, $3, attest_now())`,
        [sessionId, sealed, digest],
      );
      await this.log.append([
        { sessionId, kind: 'late-material-received', actorId: person.accountId, facts: { after: digest } },
      ]);
      return receiptOf({ digest, receivedAt: session.readAt }, digest);
    });
  }

  private async taken(sessionId: ExamSessionId): Promise<Taken | null> {
    const [row] = await this.transaction.rows<Taken>(
      `SELECT digest, received_at AS "receivedAt" FROM late_material WHERE session_id = $1`,
      [sessionId],
    );
    return row ?? null;
  }
}

function receiptOf({ digest, receivedAt }: Taken, sent: string): LateMaterialReceipt {
  if (digest === sent) return { receivedAt: receivedAt.toISOString(), digest };
  throw new Problem('late-material-not-taken', {
    detail: 'Other late answers of this exam session were taken before.',
  });
}
