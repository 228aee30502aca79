import { Injectable } from '@nestjs/common';
import {
  Uuid,
  type EndIncident,
  type Incident,
  type IncidentsQuery,
  type OpenIncident,
} from '@attest/contracts';
import type * as z from 'zod';
import { AuditLog } from '../../platform/audit/audit-log.ts';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { foreignCursor, readCursor, writeCursor } from '../../platform/http/cursor.ts';
import { Problem } from '../../platform/http/problem.ts';
import { newId } from '../../platform/ids/new-id.ts';
import { ExamsService } from '../exams/index.ts';
import { ownExam } from './anothers-session.ts';
import { IncidentFollowUp } from './incident-follow-up.ts';
import { IncidentsRepository } from './incidents.repository.ts';

/** Stops of a whole exam. The stop itself is one row; the sessions follow it, see `IncidentFollowUp`. */
@Injectable()
export class Incidents {
  constructor(
    private readonly transaction: Transaction,
    private readonly exams: ExamsService,
    private readonly incidents: IncidentsRepository,
    private readonly followUp: IncidentFollowUp,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem `not-found`, `second-person-needed`; `session-state-conflict` when it is stopped already */
  async open(person: Person, { examId: idOrSlug, reason }: OpenIncident): Promise<Incident> {
    const exam = await this.exams.get(idOrSlug);
    const id = newId();
    await this.transaction.run(async () => {
      await this.refuseOwn(person, exam.id);
      if (!(await this.incidents.insert(id, exam.id, reason, person.accountId))) {
        throw new Problem('session-state-conflict', { detail: 'This exam is stopped already.' });
      }
      await this.write('exam.stopped', person, exam.id, reason, id);
    });
    await this.followUp.settle();
    return this.get(id);
  }

  /** @throws Problem `not-found`, `second-person-needed`; `decision-taken-already` when it was ended before */
  async end(person: Person, id: string, { reason }: EndIncident): Promise<Incident> {
    const { examId } = await this.get(id);
    await this.transaction.run(async () => {
      await this.refuseOwn(person, examId);
      if (!(await this.incidents.end(id, reason, person.accountId))) {
        throw new Problem('decision-taken-already');
      }
      await this.write('exam.continued', person, examId, reason, id);
    });
    await this.followUp.settle();
    return this.get(id);
  }

  async list({ status, limit, after }: z.infer<typeof IncidentsQuery>): Promise<{
    incidents: Incident[];
    next: string | null;
  }> {
    const before = Uuid.nullable().safeParse(readCursor(after)?.[0] ?? null);
    if (!before.success) throw foreignCursor();
    const isOpen = status === undefined ? null : status === 'open';
    const found = await this.incidents.list({ isOpen, beforeId: before.data, limit: limit + 1 });
    const incidents = found.slice(0, limit);
    const last = incidents.at(-1);
    return { incidents, next: found.length > limit && last !== undefined ? writeCursor([last.id]) : null };
  }

  private async get(id: string): Promise<Incident> {
    const incident = await this.incidents.find(id);
    if (incident === null) throw new Problem('not-found', { detail: 'There is no such incident.' });
    return incident;
  }

  /** Whoever sits in the exam would stop their own clock. */
  private async refuseOwn({ accountId }: Person, examId: string): Promise<void> {
    if (await this.incidents.sitsIn(accountId, examId)) throw ownExam();
  }

  private write(
    kind: string,
    { accountId: actorId }: Person,
    examId: string,
    reason: string,
    incidentId: string,
  ): Promise<void> {
    const subject = { kind: 'exam', id: examId };
    return this.audit.record({ kind, actorId, subject, reason, after: { incidentId } });
  }
}
